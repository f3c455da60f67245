import type { Text } from '@ripen/domain';
import { z } from 'zod';

/** Every error of the API by its code: the HTTP status, and what a person should do next. */
export const ERRORS = {
  validation_failed: err(400, 'Bitte prüfen Sie die markierten Angaben.', 'Please check the marked fields.'),
  malformed_body: err(
    400,
    'Die Anfrage ist kein gültiges JSON. Bitte senden Sie sie korrigiert noch einmal.',
    'The request is not valid JSON. Please correct it and send it again.',
  ),
  not_signed_in: err(401, 'Bitte melden Sie sich an.', 'Please sign in.'),
  wrong_credentials: err(
    401,
    'E-Mail-Adresse oder Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.',
    'The e-mail address or the password is wrong. Please try again.',
  ),
  second_factor_needed: err(
    401,
    'Bitte geben Sie den Code aus Ihrer Authenticator-App ein.',
    'Please enter the code from your authenticator app.',
  ),
  wrong_code: err(
    401,
    'Dieser Code stimmt nicht oder wurde schon verwendet. Bitte warten Sie auf den nächsten.',
    'This code is wrong or was used already. Please wait for the next one.',
  ),
  key_refused: err(
    401,
    'Dieser Schlüssel gilt nicht. Bitte legen Sie in den Einstellungen einen neuen an.',
    'This key is not valid. Please create a new one in the settings.',
  ),
  forbidden: err(
    403,
    'Dafür reicht Ihre Rolle nicht aus. Bitte fragen Sie Ihre Administration.',
    'Your role does not allow this. Please ask your administrator.',
  ),
  scope_missing: err(
    403,
    'Dieser Schlüssel darf das nicht. Bitte legen Sie in den Einstellungen einen mit diesem Recht an.',
    'This key may not do that. Please create one with this scope in the settings.',
  ),
  second_factor_required: err(
    403,
    'Ihr Unternehmen verlangt einen zweiten Faktor. Bitte richten Sie ihn unter „Mein Konto“ ein.',
    'Your company requires a second factor. Please set it up under “My account”.',
  ),
  origin_refused: err(
    403,
    'Die Anfrage kam von einer fremden Seite. Bitte laden Sie Ripen neu.',
    'The request came from another site. Please reload Ripen.',
  ),
  signature_refused: err(
    401,
    'Diese Nachricht ist nicht mit einem gültigen Geheimnis unterschrieben. Bitte prüfen Sie Adresse, Geheimnis und Uhrzeit des Absenders.',
    'This message is not signed with a valid secret. Please check the address, the secret and the clock of the sender.',
  ),
  website_refused: err(
    403,
    'Dieser Schlüssel gilt auf dieser Website nicht. Bitte tragen Sie die Website beim Schlüssel in den Einstellungen ein.',
    'This key is not valid on this website. Please add the website to the key in the settings.',
  ),
  not_found: err(
    404,
    'Das gibt es nicht, oder Sie dürfen es nicht sehen. Bitte gehen Sie zur Liste zurück.',
    'This does not exist, or you may not see it. Please go back to the list.',
  ),
  link_over: err(
    404,
    'Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen senden.',
    'This link is no longer valid. Please ask for a new one.',
  ),
  second_factor_stays: err(
    409,
    'Ihr Unternehmen verlangt den zweiten Faktor. Er lässt sich nur neu einrichten.',
    'Your company requires the second factor. It can only be set up anew.',
  ),
  already_set_up: err(
    409,
    'Ripen ist schon eingerichtet. Bitte melden Sie sich an.',
    'Ripen is already set up. Please sign in.',
  ),
  already_exists: err(
    409,
    'Das gibt es schon. Bitte wählen Sie einen anderen Namen.',
    'This already exists. Please choose another name.',
  ),
  revision_stale: err(
    409,
    'Jemand anderes hat inzwischen gespeichert. Bitte laden Sie neu und prüfen Sie die Änderungen.',
    'Somebody else has saved in the meantime. Please reload and review the changes.',
  ),
  wrong_state: err(
    409,
    'Das geht in diesem Zustand nicht mehr. Bitte laden Sie neu.',
    'This is not possible in this state any more. Please reload.',
  ),
  person_moved_on: err(
    409,
    'Der Lead steht nicht mehr an dieser Stelle, die Nachricht geht nicht mehr hinaus. Bitte laden Sie die Liste neu.',
    'The lead does not stand at this place any more, so the message cannot go out. Please reload the list.',
  ),
  handoff_taken: err(
    409,
    'Jemand anderes hat diesen Lead übernommen. Bitte laden Sie Ihre Liste neu.',
    'Somebody else has taken this lead. Please reload your list.',
  ),
  still_in_use: err(
    409,
    'Das wird noch verwendet. Bitte lösen Sie zuerst die Verbindung.',
    'This is still in use. Please detach it first.',
  ),
  last_admin: err(
    409,
    'Es muss mindestens eine aktive Administratorin oder einen aktiven Administrator geben. Bitte ernennen Sie zuerst jemanden.',
    'There must be at least one active administrator. Please appoint somebody first.',
  ),
  erased_before: err(
    409,
    'Diese Person wurde auf Verlangen gelöscht. Legen Sie sie nur an, wenn sie es selbst möchte, und bestätigen Sie das.',
    'This person was erased on request. Add them only if they want it themselves, and confirm that.',
  ),
  lead_has_no_address: err(
    409,
    'Dieser Lead hat noch keine E-Mail-Adresse. Bitte tragen Sie zuerst eine ein.',
    'This lead has no e-mail address yet. Please enter one first.',
  ),
  already_enrolled: err(409, 'Dieser Lead ist schon in dieser Journey.', 'This lead is in this journey already.'),
  journey_invalid: err(
    422,
    'Die Journey hat noch Fehler. Bitte beheben Sie die aufgeführten Punkte.',
    'The journey still has problems. Please fix the points listed.',
  ),
  payload_too_large: err(
    413,
    'Die Anfrage ist zu groß. Bitte teilen Sie sie auf.',
    'The request is too large. Please split it.',
  ),
  file_refused: err(
    415,
    'Diese Datei kann nicht angeboten werden: Ihr Inhalt passt nicht zu ihrem Namen, oder es ist keine Datei zum Lesen. Bitte nehmen Sie ein PDF, ein Office-Dokument, ein Bild, ein Video oder ein ZIP.',
    'This file cannot be offered: its content does not match its name, or it is no file to be read. Please use a PDF, an Office document, a picture, a video or a ZIP.',
  ),
  too_many_requests: err(
    429,
    'Zu viele Versuche. Bitte warten Sie einen Moment.',
    'Too many attempts. Please wait a moment.',
  ),
  unavailable: err(
    503,
    'Ein Teil von Ripen antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.',
    'A part of Ripen is not answering. Please try again shortly.',
  ),
  database_away: err(
    503,
    'Der Server erreicht seine Datenbank gerade nicht. Bitte versuchen Sie es gleich noch einmal; Ihre Eingabe bleibt stehen.',
    'The server cannot reach its database at the moment. Please try again shortly; what you typed stays.',
  ),
  internal: err(
    500,
    'Da ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal und nennen Sie sonst die Vorgangsnummer.',
    'Something went wrong. Please try again; if it stays, quote the correlation id.',
  ),
} as const;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** One field that was refused: its path in the request, a code, and where there is one the sentence that says what to do. */
export const fieldProblemSchema = z.object({
  path: z.string(),
  problem: z.string(),
  sentence: z.object({ de: z.string(), en: z.string() }).optional(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** The body of every answer that is not a success. The message is in the caller's language. */
export const apiErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  details: z.unknown(),
  correlationId: z.string(),
});
export type ApiError = z.infer<typeof apiErrorSchema>;

function err(status: number, de: string, en: string): { status: number; message: Text } {
  return { status, message: { de, en } };
}
