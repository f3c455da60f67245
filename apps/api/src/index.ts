export type { ApiOptions } from './api-options';
export { createApp } from './create-app';
