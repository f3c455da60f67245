export * from './config';
export * from './config-error';
export * from './databases';
export { environmentSchema } from './environment';
export * from './test-settings';
