import type { Language } from '@ripen/domain';

/** Subject and body as Liquid; `user.name`, `company.name` and `link` are there. */
interface AccountText {
  readonly subject: string;
  readonly body: string;
}

/** What our own people are sent about their access. */
export const ACCOUNT_TEXTS: Readonly<Record<'invitation' | 'reset', Readonly<Record<Language, AccountText>>>> = {
  invitation: {
    de: {
      subject: 'Ihre Einladung zu Ripen',
      body: `Guten Tag {{ user.name }},

{{ company.name }} hat Sie zu Ripen eingeladen. Legen Sie Ihr Passwort fest, dann sind Sie angemeldet:

[Einladung annehmen]({{ link }})

Der Link gilt sieben Tage und einmal. Danach kann Ihre Administration Ihnen einen neuen senden.

Wenn Sie damit nichts anfangen können, müssen Sie nichts tun.`,
    },
    en: {
      subject: 'Your invitation to Ripen',
      body: `Hello {{ user.name }},

{{ company.name }} has invited you to Ripen. Choose your password, and you are signed in:

[Accept the invitation]({{ link }})

The link is valid for seven days, once. After that, your administrator can send you a new one.

If this means nothing to you, there is nothing to do.`,
    },
  },
  reset: {
    de: {
      subject: 'Neues Passwort für Ripen',
      body: `Guten Tag {{ user.name }},

jemand hat um ein neues Passwort für Ihr Konto bei Ripen gebeten. Legen Sie es hier fest:

[Neues Passwort festlegen]({{ link }})

Der Link gilt eine Stunde und einmal. Danach sind Sie überall abgemeldet.

Wenn Sie das nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.`,
    },
    en: {
      subject: 'A new password for Ripen',
      body: `Hello {{ user.name }},

somebody asked for a new password for your Ripen account. Choose it here:

[Choose a new password]({{ link }})

The link is valid for one hour, once. Afterwards you are signed out everywhere.

If this was not you, there is nothing to do: your password stays as it is.`,
    },
  },
};
