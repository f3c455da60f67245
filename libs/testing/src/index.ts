export * from './test-database';
export * from './test-temporal';
export { ownPort, type OwnPart, startOwnPart, steadyPort } from './own-part';
export { builtMain, type OwnProcess, type OwnProcessOptions, startOwnProcess } from './own-process';
export { seeded } from './seeded';
export type { PartName } from './served-part';
export { type DataPhase, effectIdOf, type SinkOptions, type SmtpSink, startSink } from './smtp-sink';
export { allWorkflows, type SeenWorkflow, textOf } from './workflow-histories';
