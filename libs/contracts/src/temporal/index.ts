export * from './job';
export * from './loop';
