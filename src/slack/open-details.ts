/** Opens a paper's details in a modal, or says why that cannot be. */
import { renderDetails } from '../blocks/details-modal.ts';
import { renderNotice } from '../blocks/notice.ts';
import type { PaperId } from '../model/paper.ts';
import type { Asker } from '../requests/library.ts';
import { showPaper } from '../requests/paper.ts';
import type { Desk } from './desk.ts';
import { openView, type Trigger } from './open-view.ts';

/** False when the trigger was spent and the person was told `again`. */
export async function openDetails(
  press: Trigger & { readonly desk: Desk; readonly asker: Asker },
  id: PaperId,
  again: string,
): Promise<boolean> {
  const details = await showPaper(press.desk.library, press.asker, id);
  if (details.kind === 'notice') {
    await press.tell(renderNotice(details));
    return true;
  }
  return openView(press, renderDetails(details), again);
}
