export * from './test-database';
export * from './test-temporal';
export { KeptServer, steadyPort } from './kept-server';
export { builtMain, isLive, type OwnProcess, type OwnProcessOptions, startOwnProcess } from './own-process';
export { seeded } from './seeded';
export type { PartName } from './served-part';
export { type DataPhase, effectIdOf, type SinkOptions, type SmtpSink, startSink } from './smtp-sink';
export { startVirtualTemporal, type VirtualTemporal } from './virtual-temporal';
export { allWorkflows, type SeenWorkflow, textOf } from './workflow-histories';
