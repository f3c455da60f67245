export * from './mail/mailer';
export { createMailer, MAILER_TIMEOUTS, type MailerOptions, type MailerTimeouts } from './mail/smtp-mailer';
export { MailerOptionsError } from './mail/smtp-url';
export * from './template/template';
