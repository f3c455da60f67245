import { deadlineAfter, durationSchema, type Duration } from '../duration';
import { NO_NEEDS } from '../needs';
import { durationWords } from '../words/time';
import { defineNode, neededPort } from './node-kind';

export const waitConfigSchema = durationSchema;
export type WaitConfig = Duration;

export const waitNode = defineNode<'wait', WaitConfig>({
  kind: 'wait',
  family: 'wait',
  acts: false,
  waits: true,
  schema: waitConfigSchema,
  defaults: { amount: 1, unit: 'days' },
  ports: () => [neededPort('next', { takesTime: true })],
  lint: () => [],
  needs: () => ({ ...NO_NEEDS, company: true }),
  decide: (duration, { now, zone }) => ({
    step: 'wait',
    events: [],
    timeoutPort: 'next',
    deadline: deadlineAfter(duration, now, zone),
    why: { ...duration },
    handoff: null,
  }),
  describe: (duration, language) => {
    const words = durationWords(duration, language);
    return { de: `Wartet ${words}`, en: `Waits ${words}` }[language];
  },
});
