export * from './api';
export * from './temporal';
export * from './links';
