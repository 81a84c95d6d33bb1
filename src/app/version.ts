/** The version in package.json, which is where it is set. */
import packageJson from '../../package.json' with { type: 'json' };

export const VERSION = packageJson.version;
