export * from './policy';
export * from './state';
