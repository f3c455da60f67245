import type { account as en } from '../en/account';
import type { Wording } from '../shape';

export const account: Wording<typeof en> = {
  codeTitle: 'Noch ein Schritt',
  codeHint:
    'Geben Sie die sechs Ziffern ein, die Ihre Authenticator-App jetzt zeigt. Einer Ihrer Wiederherstellungscodes geht auch.',
  code: 'Code',
  forgot: 'Passwort vergessen?',
  back: 'Zurück zur Anmeldung',
  resetTitle: 'Neues Passwort',
  resetAsk: 'Wir senden einen Link an Ihre Adresse, falls sich jemand mit ihr anmeldet.',
  resetSend: 'Link senden',
  resetSent:
    'Falls sich jemand mit dieser Adresse anmeldet, ist eine Mail mit einem Link unterwegs. Der Link gilt eine Stunde.',
  resetNew: 'Legen Sie ein neues Passwort fest. Danach sind Sie überall abgemeldet.',
  resetSet: 'Passwort setzen',
  resetDone: 'Das Passwort ist gesetzt. Melden Sie sich damit an.',
  joinTitle: 'Willkommen bei Ripen',
  joinLead: '{{company}} hat Sie eingeladen. Legen Sie Ihr Passwort fest, dann sind Sie angemeldet.',
  joinGo: 'Annehmen und anmelden',
  factorTitle: 'Zweiter Faktor',
  factorOff:
    'Ein Code aus einer Authenticator-App, zusätzlich zum Passwort. Wer nur Ihr Passwort hat, kommt nicht hinein.',
  factorOn: 'Eingeschaltet. Es sind noch {{count}} Wiederherstellungscodes übrig.',
  factorMissing:
    'Ihr Unternehmen verlangt einen zweiten Faktor. Richten Sie ihn hier ein; alles andere öffnet sich danach.',
  factorStart: 'Einrichten',
  factorStop: 'Ausschalten',
  factorScan:
    'Lesen Sie dieses Bild mit einer Authenticator-App ein, oder tippen Sie den Text darunter ab. Geben Sie dann den Code ein, den die App zeigt.',
  factorPicture: 'Bild für die Authenticator-App',
  factorConfirm: 'Einschalten',
  factorTurnedOff: 'Der zweite Faktor ist ausgeschaltet.',
  codesNew: 'Neue Wiederherstellungscodes',
  codesTitle: 'Wiederherstellungscodes',
  codesHint:
    'Jeder öffnet einmal, für den Tag, an dem Ihr Telefon weg ist. Sie werden nur dieses eine Mal gezeigt: Drucken Sie sie aus oder verwahren Sie sie sicher.',
  codesKept: 'Ich habe sie verwahrt',
  passwordAgain: 'Ihr Passwort',
  sessionsTitle: 'Wo Sie angemeldet sind',
  sessionDevice: 'Gerät',
  sessionUnknown: 'Unbekanntes Gerät',
  sessionHere: 'dieses hier',
  sessionSeen: 'Zuletzt gesehen',
  sessionSince: 'Seit',
  sessionEnd: 'Abmelden',
  sessionsEnd: 'Überall sonst abmelden',
  invite: 'Person einladen',
  inviteHint: 'Die Person bekommt eine Mail mit einem Link, der 7 Tage gilt, und legt ihr Passwort selbst fest.',
  inviteByHand: 'Stattdessen ein erstes Passwort setzen',
  inviteSent: 'Die Einladung ist unterwegs.',
  invited: 'eingeladen, bis {{day}}',
  inviteOver: 'Einladung abgelaufen',
  inviteAgain: 'Erneut senden',
  inviteRevoke: 'Einladung zurückziehen',
  inviteRevokeConfirm:
    'Die Einladung von {{name}} zurückziehen? Der Link gilt nicht mehr, und die Person wird entfernt.',
  withFactor: 'zweiter Faktor',
  factorReset: 'Zweiten Faktor zurücksetzen',
  factorResetConfirm:
    'Den zweiten Faktor von {{name}} abnehmen? Die Person wird überall abgemeldet und meldet sich nur mit dem Passwort an.',
  requireFor: 'Zweiter Faktor verlangt von',
  requireHint: 'Wer noch keinen hat, richtet ihn bei der nächsten Anmeldung ein.',
  require: { nobody: 'Niemandem', admins: 'Administration', all: 'Allen' },
};
