/** `paperboy search words…`: what `/papers words…` finds, as text or JSON. */
import { renderReply } from '../blocks/render-reply.ts';
import { renderTwin } from '../blocks/twin.ts';
import { AppError } from '../model/app-error.ts';
import { searchPapers } from '../requests/lists.ts';
import { withLibrary } from './open-library.ts';
import type { CliContext } from './run-main.ts';

/** Fails (exit code 1) when nothing is found. */
export async function search(
  context: CliContext,
  text: string,
  options: { readonly limit: number; readonly json?: boolean },
): Promise<void> {
  if (text.trim() === '') {
    throw new AppError('input_invalid', 'Give a few words to search for, e.g. “diffusion models”.');
  }
  await withLibrary(context, async (library, asker) => {
    const reply = await searchPapers(library, asker, text, { pageSize: options.limit });
    const { total, exact, corrections, suggestion, unknown, missingFields, problems, items } =
      reply;
    const papers = items.map(({ paper, why, excerpt }) => {
      const { id, title, publishedOn } = paper;
      return { id, title, publishedOn, ...why, excerpt: excerpt?.text };
    });
    const notes = { corrections, suggestion, unknown, missingFields, problems };
    const found = { query: text, total, exact, ...notes, papers };
    context.print(
      options.json === true
        ? JSON.stringify(found, undefined, 2)
        : renderTwin(renderReply(reply).blocks),
    );
    if (items.length === 0) context.fail();
  });
}
