export * from './test-database';
export * from './test-temporal';
export { ownPort, type OwnPart, startOwnPart } from './own-part';
export type { PartName } from './served-part';
