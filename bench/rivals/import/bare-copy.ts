import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** The same columns, checks and indexes as a lead has with us. */
export const PREPARE_BARE = 'CREATE TABLE bare_lead (LIKE lead INCLUDING ALL)';

/** One COPY of a file into the table, as whoever knows Postgres loads it: nothing is read, compared, scored or kept for undoing. */
export async function copyBare(url: string, file: Buffer): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const into = client.query(
      copyFrom(
        `COPY bare_lead (email, first_name, last_name, position, country, known) FROM STDIN (FORMAT csv, HEADER)`,
      ),
    );
    await pipeline(Readable.from(parts(file)), into);
  } finally {
    await client.end();
  }
}

function* parts(file: Buffer): Generator<Buffer> {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
}
