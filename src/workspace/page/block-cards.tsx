/** Blocks that hold other things: card, carousel, container. */

import type { Json } from '../page-protocol.ts';
import { drawEach } from './block-each.tsx';
import { ImageFrame, SmallImage } from './block-image.tsx';
import { isJson, readList, readPlain, requireList } from './block-json.ts';
import { ActionsBlock, type BlockProps } from './block-layout.tsx';
import { LibraryBlock } from './block-library.tsx';
import { TextObject } from './block-text.tsx';

export function CardBlock({ block }: BlockProps) {
  const { hero_image: hero, icon, title, subtitle, body, subtext } = block;
  const actions = readList(block['actions']);
  const hasContent = [hero, title, body].some(isJson) || actions.length > 0;
  if (!hasContent) throw new Error('a card has nothing in it');
  return (
    <article className="block-card">
      {isJson(hero) && <ImageFrame image={hero} />}
      <div className="block-card-body">
        {isJson(icon) && <SmallImage image={icon} />}
        {isJson(title) && <CardText className="block-card-title" text={title} />}
        {isJson(subtitle) && <CardText className="block-soft" text={subtitle} />}
        {isJson(body) && <CardText className="block-card-text" text={body} />}
        {isJson(subtext) && <CardText className="block-soft" text={subtext} />}
        {actions.length > 0 && <ActionsBlock block={{ ...block, elements: actions }} />}
      </div>
    </article>
  );
}

function CardText({ className, text }: { className: string; text: Json }) {
  return (
    <div className={className}>
      <TextObject text={text} />
    </div>
  );
}

export function CarouselBlock({ block }: BlockProps) {
  const cards = requireList(block, 'elements');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="block-carousel" aria-label={`${cards.length} cards`} tabIndex={0}>
      {drawEach(cards, (card) => (
        <CardBlock block={{ block_id: block['block_id'], ...card }} />
      ))}
    </section>
  );
}

/** `children` are the container's `child_blocks`, drawn. */
export function ContainerBlock({ block, children }: BlockProps & { children: React.ReactNode }) {
  const heading = <ContainerHeading block={block} />;
  const className = `block-container${block['has_header_divider'] === true ? ' block-container-divided' : ''}`;
  if (block['is_collapsible'] !== true) {
    return (
      <section className={className} aria-label={readPlain(block['title']) || 'Container'}>
        {heading}
        {children}
      </section>
    );
  }
  return (
    <details className={className} open={block['default_collapsed'] !== true}>
      <summary>{heading}</summary>
      {children}
    </details>
  );
}

function ContainerHeading({ block }: BlockProps) {
  const { icon, title, rich_text_title: richTitle, subtitle } = block;
  return (
    <div className="block-container-heading">
      {isJson(icon) && <SmallImage image={icon} />}
      <div className="block-card-title">
        {isJson(title) && <TextObject text={title} />}
        {isJson(richTitle) && <LibraryBlock block={richTitle} />}
      </div>
      {isJson(subtitle) && <CardText className="block-soft" text={subtitle} />}
    </div>
  );
}
