import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The Node that comes with the project. */
export const PACKAGED_NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node');
