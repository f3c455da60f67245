import type { EpochMs } from '@ripen/domain';
import type { ValueTransformer } from 'typeorm';

/** Entities speak epoch milliseconds like everything else; the driver speaks dates. */
export const instant: ValueTransformer = {
  to: (at: EpochMs | null | undefined) => (typeof at === 'number' ? new Date(at) : at),
  from: (at: Date | null) => (at === null ? null : at.getTime()),
};
