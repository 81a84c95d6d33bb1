/** `measure-child.ts ENGINE COLLECTION`: one engine over one collection, for `measure.ts`. */
import { loadCollection } from './collections.ts';
import { ENGINES } from './engines.ts';
import { measure } from './measure.ts';
import { VARIANTS } from './variants.ts';

const [engineName, collectionName = ''] = process.argv.slice(2);
const engine = [...ENGINES, ...VARIANTS].find(({ name }) => name === engineName);
if (engine === undefined) throw new Error(`there is no engine ${engineName}`);
process.send?.(await measure(engine, loadCollection(collectionName)));
