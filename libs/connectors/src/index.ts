export * from './mail/mailer';
export * from './template/template';
