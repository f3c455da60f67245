export { IngestClient } from './ingest-client';
export { bearLeads, clickAnyway, enrolAll, sell, settle } from './people';
export type { Part } from './part';
export { openWorld, type OwnWorld, WRITE_KEY } from './world';
