/** What axe-core finds wrong with a page as it is now. https://github.com/dequelabs/axe-core */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** One line for each element and rule, e.g. `color-contrast (serious) at .panel-day: …`; none = well. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // Run by the debugger, so that the page's content policy need not let it in.
  await page.evaluate(axe.source);
  const results: AxeResults = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
  return results.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const summary = failureSummary.replaceAll(/\s+/g, ' ');
      return `${id} (${impact}) at ${target.join(' ')}: ${summary}`;
    }),
  );
}
