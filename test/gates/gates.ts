/**
 * `npm run gates`: plants one fault for each rule of the house in a scratch copy of the project
 * and expects red from the right tool at the right place, after the same tools found the copy
 * without faults green. One line a gate; the last line counts them; exit code 1 if any missed.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODE_PLANTS } from './code-plants.ts';
import { DIRECTION_PLANTS, PERMITTED_IMPORTS } from './direction-plants.ts';
import type { Plant } from './plant.ts';
import { checkRunners } from './runner-gates.ts';
import { type Report, runTool, TOOLS, type Tool } from './tools.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'src',
  'test',
  'package.json',
  'tsconfig.json',
  '.biome.json',
  '.house.grit',
  '.oxlintrc.json',
  '.pure.grit',
];
const PLANTS = [...DIRECTION_PLANTS, ...CODE_PLANTS];

/** Options of tsconfig.json that say how to compile, not what to refuse. */
const NOT_CHECKS = [
  'noEmit',
  'allowImportingTsExtensions',
  'isolatedModules',
  'resolveJsonModule',
  'forceConsistentCasingInFileNames',
  'skipLibCheck',
];

let caught = 0;
let missed = 0;

function report(isCaught: boolean, name: string, detail = ''): void {
  if (isCaught) caught += 1;
  else missed += 1;
  console.log(`${isCaught ? '' : 'MISSED: not '}${name}${isCaught ? '' : detail}`);
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function runTools(folder: string): Promise<Map<Tool, Report>> {
  const reports = await Promise.all(
    TOOLS.map(async (tool) => [tool, await runTool(tool, folder)] as const),
  );
  return new Map(reports);
}

const isSign = (found: string, { rule, sign = rule }: Plant) =>
  found === sign || found.endsWith(`/${sign}`);

/** Lines of the plant nobody complained about; for a plant that is one fault, 0 = the fault. */
function findMissedLines(plant: Plant, { findings }: Report): number[] {
  const complaints = findings.filter(
    ({ file, rule }) => file === plant.file && isSign(rule, plant),
  );
  if (!plant.everyLine) return complaints.length > 0 ? [] : [0];
  const lines = plant.text.split('\n').map((_, index) => index + 1);
  return lines.filter((line) => !complaints.some((complaint) => complaint.line === line));
}

/** Rules that are switched on and have no plant. */
function findUncoveredRules(): string[] {
  const readSettings = (name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));
  const biome = readSettings('.biome.json');
  const groups = [biome, ...biome.overrides].flatMap(({ linter }) =>
    Object.values(linter?.rules ?? {}).filter((group) => typeof group === 'object'),
  );
  const switchedOn = [
    ...groups.flatMap((group) => Object.entries(group ?? {})),
    ...Object.entries(readSettings('.oxlintrc.json').rules),
  ].filter(([, setting]) => setting !== 'off');
  const options = Object.entries(readSettings('tsconfig.json').compilerOptions).filter(
    ([name, value]) => (value === true || /^allowUn/.test(name)) && !NOT_CHECKS.includes(name),
  );
  const planted = new Set(PLANTS.map(({ rule }) => rule));
  return [...switchedOn, ...options]
    .map(([name]) => name.replace('typescript/', ''))
    .filter((name) => !planted.has(name));
}

async function checkTools(folder: string): Promise<void> {
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

  for (const [tool, { exitCode, findings }] of await runTools(folder)) {
    const detail = findings.map(({ file, line, rule }) => `\n    ${file}:${line} ${rule}`).join('');
    report(exitCode === 0, `green as expected  ${tool} without a fault`, detail);
  }

  writeFiles(folder, PERMITTED_IMPORTS);
  for (const { file, text, beside } of PLANTS) writeFiles(folder, { [file]: text, ...beside });
  const reports = await runTools(folder);

  for (const plant of PLANTS) {
    const found = reports.get(plant.tool);
    const lines = found && found.exitCode !== 0 ? findMissedLines(plant, found) : [0];
    const detail = `\n    ${plant.file}, line ${lines.join(', ')}`;
    report(
      lines.length === 0,
      `red as expected  ${plant.tool} ${plant.rule}: ${plant.what}`,
      detail,
    );
  }
  for (const file of Object.keys(PERMITTED_IMPORTS)) {
    const refused = (reports.get('biome')?.findings ?? []).filter(
      (finding) => finding.file === file && finding.rule.endsWith('/noRestrictedImports'),
    );
    const detail = `\n    line ${refused.map(({ line }) => line).join(', ')}`;
    report(refused.length === 0, `green as expected  biome permitted imports: ${file}`, detail);
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'paperboy-gates-'));
try {
  const uncovered = findUncoveredRules();
  report(
    uncovered.length === 0,
    'covered as expected  each rule that is switched on has a fault',
    `\n    ${uncovered.join(', ')}`,
  );
  await checkTools(join(scratch, 'tools'));
  for (const { isCaught, name } of await checkRunners(ROOT, join(scratch, 'runners'))) {
    report(isCaught, name);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(`${caught + missed} gates, ${caught} caught, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
