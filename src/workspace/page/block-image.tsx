/** Pictures and films, which the page may not load: what they show, in words, and where they are. */
import type { Json } from '../page-protocol.ts';
import { Icon } from './block-icons.tsx';
import { isJson, readHref, readPlain, readString, requireString } from './block-json.ts';
import { SafeLink } from './block-link.tsx';

export function ImageBlock({ block }: { block: Json }) {
  const title = readPlain(block['title']);
  return (
    <figure className="block-figure">
      {title !== '' && <figcaption>{title}</figcaption>}
      <ImageFrame image={block} />
    </figure>
  );
}

/** Also the image of a section or a card. */
export function ImageFrame({ image }: { image: Json }) {
  const href = readImageHref(image);
  return (
    <div className="block-media">
      <Icon name="image" />
      <span>{requireString(image, 'alt_text')}</span>
      {href !== undefined && <SafeLink href={href}>Open the image</SafeLink>}
    </div>
  );
}

/** In a line of text. */
export function SmallImage({ image }: { image: Json }) {
  return (
    <span className="block-small-image">
      <Icon name="image" />
      {requireString(image, 'alt_text')}
    </span>
  );
}

function readImageHref({ image_url: imageUrl, slack_file: file }: Json): string | undefined {
  return readHref(imageUrl) ?? (isJson(file) ? readHref(file['url']) : undefined);
}

export function VideoBlock({ block }: { block: Json }) {
  const by = [block['author_name'], block['provider_name']].map(readString).filter(Boolean);
  const description = readPlain(block['description']);
  return (
    <figure className="block-figure">
      <figcaption>
        <SafeLink href={block['title_url'] ?? block['video_url']}>
          {readPlain(block['title'])}
        </SafeLink>
        {by.length > 0 && <div className="block-soft">{by.join(' · ')}</div>}
        {description !== '' && <div>{description}</div>}
      </figcaption>
      <div className="block-media">
        <Icon name="video" />
        <span>{requireString(block, 'alt_text')}</span>
        <SafeLink href={block['video_url']}>Open the video</SafeLink>
      </div>
    </figure>
  );
}

export function FileBlock({ block }: { block: Json }) {
  return (
    <div className="block-media">
      <Icon name="file" />
      <span>
        File from {readString(block['source']) || 'elsewhere'}:{' '}
        {requireString(block, 'external_id')}
      </span>
    </div>
  );
}
