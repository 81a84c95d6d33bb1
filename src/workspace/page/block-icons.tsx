/** The few pictures in blocks. All are decoration: what they stand for is said in words beside them. */

const PATHS = {
  more: 'M5 8a1.3 1.3 0 1 1-2.6 0A1.3 1.3 0 0 1 5 8m4.3 0a1.3 1.3 0 1 1-2.6 0 1.3 1.3 0 0 1 2.6 0m4.3 0A1.3 1.3 0 1 1 11 8a1.3 1.3 0 0 1 2.6 0',
  chevron: 'M3.2 5.5 8 10.3l4.8-4.8-1-1L8 8.2 4.2 4.5z',
  check: 'm6.3 12.3-4-4 1.1-1.1 2.9 2.9 6.3-6.4 1.1 1.1z',
  close:
    'm12.5 4.6-1.1-1.1L8 6.9 4.6 3.5 3.5 4.6 6.9 8l-3.4 3.4 1.1 1.1L8 9.1l3.4 3.4 1.1-1.1L9.1 8z',
  back: 'M9.8 2.9 4.7 8l5.1 5.1 1.1-1.1-4-4 4-4z',
  image:
    'M2 3h12v10H2zm1.5 1.5v5.3L6 7.2l2.4 2.5L10 8.2l2.5 2.4V4.5zm7 2.7a1 1 0 1 0 0-2 1 1 0 0 0 0 2',
  video: 'M2 3h12v10H2zm1.5 1.5v7h9v-7zM6.5 5.8 10.6 8l-4.1 2.2z',
  file: 'M4 1.5h5.2L12.5 5v9.5H4zM5.5 3v10H11V6H8.5V3z',
  trash: 'M6 2h4v1.2h3.2v1.5H2.8V3.2H6zM3.8 6h8.4l-.7 8.2h-7z',
  up: 'M6 7.2 8.6 2c1.2.1 1.8 1 1.6 2.1L9.8 6H13c.8 0 1.3.8 1.1 1.5l-1.4 5c-.2.6-.6 1-1.2 1H6zM2 7.2h2.6v6.3H2z',
  down: 'M10 8.8 7.4 14c-1.2-.1-1.8-1-1.6-2.1l.4-1.9H3c-.8 0-1.3-.8-1.1-1.5l1.4-5c.2-.6.6-1 1.2-1H10zm4 0h-2.6V2.5H14z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="block-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  );
}
