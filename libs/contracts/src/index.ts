export * from './api';
export * from './temporal';
