/** Seeded lives and people, and what plays them: for the specs of whoever carries them with other means. */
export { wipe } from '../crash/end-state.fixture';
export { FaultyPool } from '../crash/faulty-pool.fixture';
export { type Outcome, outcomes } from '../disorder/outcome.fixture';
export { type Delivery, disordered, type Person, personOf, prompt } from '../disorder/person.fixture';
export { carryOutDeed, type Setting } from './deed.fixture';
export { fateOf, type Life, lifeOf } from './life.fixture';
export { PureLife } from './pure-life.fixture';
export { linesOf, seenOf } from './real-life.fixture';
export { legible } from './trace.fixture';
