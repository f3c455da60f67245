import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOOK_FIELDS, WEBHOOK_DATA, WEBHOOK_FACTS, webhookPayloadSchema } from '@ripen/contracts';

const TEXT = readFileSync(join(__dirname, '../../../../docs/webhooks.md'), 'utf8');
const TYPES = [...WEBHOOK_FACTS, 'touchpoint.&lt;type&gt;', 'webhook.test'];

/** The chapters on events: their heading, and the example under it. */
const chapters = [...TEXT.matchAll(/^### (\S+)\n(.*?)(?=^##)/gms)].map(([, heading = '', chapter = '']) => ({
  heading,
  example: webhookPayloadSchema.strict().parse(JSON.parse(/```json\n(.*?)```/s.exec(chapter)?.[1] ?? 'null')),
}));

describe('docs/webhooks.md', () => {
  it('has a chapter for every event that goes out, and for no other', () => {
    expect(chapters.map(({ heading }) => heading).sort()).toEqual([...TYPES].sort());
  });

  it.each(chapters)('shows $heading as it goes out', ({ heading, example: { type, data } }) => {
    const isTouchpoint = heading.startsWith('touchpoint.');
    expect(isTouchpoint ? type.startsWith('touchpoint.') : type === heading).toBe(true);
    const [, schema] =
      Object.entries(WEBHOOK_DATA).find(([name]) => name === (isTouchpoint ? 'touchpoint' : type)) ?? [];
    expect(schema?.parse(data)).toEqual(data);
  });

  it('names every field that a payload may fill', () => {
    for (const field of HOOK_FIELDS) expect(TEXT).toContain(`\`${field.replace(/^company(?!\.name)/, '')}\``);
  });
});
