/** A link out of the page, or to another message in it. */
import type { ReactNode } from 'react';
import { readHref } from './block-json.ts';
import { useDirectory } from './directory.ts';
import { parsePermalink, renderRoute } from './route.ts';

type SafeLinkProps = { href: unknown; className?: string; children: ReactNode };

/** Only text where the address may not be opened. */
export function SafeLink({ href, className = '', children }: SafeLinkProps) {
  const { viewer } = useDirectory();
  const safe = readHref(href);
  if (safe === undefined) return <span className={className}>{children}</span>;
  const { href: address, ...how } = toLinkProps(safe, viewer.id);
  return (
    <a className={`block-link ${className}`} href={address} {...how}>
      {children}
    </a>
  );
}

/** A permalink of this workspace stays in the page; everything else opens beside it. */
export function toLinkProps(href: string, viewerId: string) {
  const route = parsePermalink(href, viewerId);
  return route === undefined
    ? { href, target: '_blank', rel: 'noreferrer noopener' }
    : { href: renderRoute(route) };
}
