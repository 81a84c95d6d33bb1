/** A link out of the page. */
import type { ReactNode } from 'react';
import { readHref } from './block-json.ts';

type SafeLinkProps = { href: unknown; className?: string; children: ReactNode };

/** Only text where the address may not be opened. */
export function SafeLink({ href, className = '', children }: SafeLinkProps) {
  const safe = readHref(href);
  if (safe === undefined) return <span className={className}>{children}</span>;
  return (
    <a className={`block-link ${className}`} href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
