/** `paperboy ask question…`: what a mention is answered with, as text or JSON. */
import { renderReply } from '../blocks/render-reply.ts';
import { renderTwin } from '../blocks/twin.ts';
import { askQuestion } from '../requests/ask.ts';
import { withLibrary } from './open-library.ts';
import type { CliContext } from './run-main.ts';

export async function ask(
  context: CliContext,
  question: string,
  options: { readonly json?: boolean },
): Promise<void> {
  await withLibrary(context, async (library, asker) => {
    const reply = await askQuestion(library, asker, question);
    context.print(
      options.json === true
        ? JSON.stringify(
            reply.kind === 'answer' ? library.answerer.answer(question) : reply,
            undefined,
            2,
          )
        : renderTwin(renderReply(reply).blocks),
    );
  });
}
