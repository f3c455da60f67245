export * from './graph';
export * from './state';
