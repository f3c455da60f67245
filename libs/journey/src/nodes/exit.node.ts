import { z } from 'zod';
import { NO_NEEDS } from '../needs';
import { endReasonWords } from '../words/reasons';
import { defineNode } from './node-kind';

/** `reason` is recorded with the end: a code or a few words of the marketer's. */
export const exitConfigSchema = z.object({ reason: z.string().max(200).default('completed') });
export type ExitConfig = z.infer<typeof exitConfigSchema>;

export const exitNode = defineNode<'exit', ExitConfig>({
  kind: 'exit',
  family: 'end',
  acts: false,
  waits: false,
  schema: exitConfigSchema,
  defaults: { reason: 'completed' },
  ports: () => [],
  lint: () => [],
  needs: () => NO_NEEDS,
  decide: ({ reason }) => ({ step: 'end', reason: reason || 'completed' }),
  describe: ({ reason }, language) => {
    const words = endReasonWords(reason || 'completed', language);
    return { de: `Ende der Journey: ${words}`, en: `End of the journey: ${words}` }[language];
  },
});
