import { readCsv } from '@ripen/connectors';
import { importRunner } from '@ripen/persistence';

/** Imports, with the files read as CSV. */
export const csvImportRunner = importRunner((bytes, shape, width) => readCsv(bytes, { shape, width }));
