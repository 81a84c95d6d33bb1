/** Small line drawings, in the colour of the text beside them; what they mean is said in words. */

const PATHS = {
  activity: 'M2 10h4l2.5-6 4 12 2.5-6h3',
  back: 'M11.5 4 5.5 10l6 6M6 10h10',
  check: 'm4 10.5 4 4 8-9',
  close: 'm5 5 10 10M15 5 5 15',
  down: 'm5 8 5 5 5-5',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  hash: 'M4 7.5h13M3 12.5h13M8.5 3.5 6.5 16.5M13.5 3.5l-2 13',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  menu: 'M3 5h14M3 10h14M3 15h14',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  newTab: 'M12 3h5v5M17 3l-7 7M9 5H4v11h11v-5',
  reply: 'M3.5 4h13v9H10l-3.5 3.5V13h-3z',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM13 13l4 4',
  send: 'M3 3.5 17.5 10 3 16.5l2-6.5zM5 10h6',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1 1M14.7 14.7l1 1M4.3 15.7l1-1M14.7 5.3l1-1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      aria-hidden="true"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={name === 'more' ? 2.5 : 1.6}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
