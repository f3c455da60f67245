import type { Text } from '@ripen/domain';

/** What is wrong and what to do about it. `{port}` and `{language}` are filled in. */
export const PROBLEM_TEXTS = {
  no_trigger: {
    de: 'Die Journey hat keinen Auslöser. Ziehen Sie einen Auslöser auf die Fläche und verbinden Sie ihn mit dem ersten Schritt.',
    en: 'The journey has no trigger. Drag a trigger onto the canvas and connect it to the first step.',
  },
  duplicate_node: {
    de: 'Zwei Bausteine haben dieselbe Kennung. Löschen Sie einen davon und setzen Sie ihn neu.',
    en: 'Two nodes share one id. Delete one of them and add it again.',
  },
  unreachable: {
    de: 'Kein Weg führt hierher. Verbinden Sie den Baustein oder löschen Sie ihn.',
    en: 'No path leads here. Connect this node or delete it.',
  },
  after_exit: {
    de: 'Nach einem Ende geht niemand weiter. Löschen Sie die Verbindung oder setzen Sie das Ende ans Ende.',
    en: 'Nobody goes on after an exit. Delete the connection or move the exit to the end.',
  },
  into_trigger: {
    de: 'Ein Weg führt in einen Auslöser. Verbinden Sie ihn mit dem Baustein nach dem Auslöser.',
    en: 'A path leads into a trigger. Connect it to the node after the trigger.',
  },
  port_unconnected: {
    de: 'Der Ausgang „{port}“ führt nirgendwohin. Verbinden Sie ihn mit dem nächsten Schritt oder einem Ende.',
    en: 'The way out “{port}” leads nowhere. Connect it to the next step or to an exit.',
  },
  port_open: {
    de: 'Wer über „{port}“ geht, verlässt die Journey. Verbinden Sie den Ausgang, wenn es weitergehen soll.',
    en: 'Whoever leaves by “{port}” leaves the journey. Connect it if they should go on.',
  },
  port_twice: {
    de: 'Aus dem Ausgang „{port}“ führen zwei Wege. Löschen Sie einen davon.',
    en: 'Two paths leave by “{port}”. Delete one of them.',
  },
  edge_from_missing_node: {
    de: 'Eine Verbindung beginnt an einem Baustein, den es nicht gibt. Löschen Sie die Verbindung.',
    en: 'A connection starts at a node that does not exist. Delete the connection.',
  },
  edge_to_missing_node: {
    de: 'Eine Verbindung führt zu einem Baustein, den es nicht gibt. Verbinden Sie sie neu oder löschen Sie sie.',
    en: 'A connection leads to a node that does not exist. Connect it again or delete it.',
  },
  edge_from_missing_port: {
    de: 'Eine Verbindung beginnt am Ausgang „{port}“, den der Baustein nicht mehr hat. Löschen Sie die Verbindung.',
    en: 'A connection starts at “{port}”, which the node no longer has. Delete the connection.',
  },
  config_invalid: {
    de: 'Diese Angabe fehlt oder passt nicht. Öffnen Sie den Baustein und füllen Sie sie aus.',
    en: 'This setting is missing or does not fit. Open the node and fill it in.',
  },
  loop_without_wait: {
    de: 'Diese Schleife dreht sich, ohne zu warten. Setzen Sie eine Wartezeit hinein.',
    en: 'This loop goes round without waiting. Put a wait into it.',
  },
  duplicate_port: {
    de: 'Zwei Wege heißen „{port}“. Geben Sie jedem einen eigenen Schlüssel.',
    en: 'Two ways are called “{port}”. Give each its own key.',
  },
  reserved_port: {
    de: '„{port}“ ist schon vergeben. Wählen Sie einen anderen Schlüssel.',
    en: '“{port}” is already taken. Choose another key.',
  },
  no_stages: {
    de: 'Es ist keine Stufe gewählt. Wählen Sie mindestens eine.',
    en: 'No stage is chosen. Choose at least one.',
  },
  no_feedback_kinds: {
    de: 'Es ist keine Art von Rückmeldung gewählt. Wählen Sie mindestens eine.',
    en: 'No kind of feedback is chosen. Choose at least one.',
  },
  rule_problem: {
    de: 'Die Bedingung ist nicht vollständig. {rule}',
    en: 'The condition is not complete. {rule}',
  },
  branch_without_path: {
    de: 'Die Verzweigung hat keinen Weg. Fügen Sie mindestens einen mit einer Bedingung hinzu.',
    en: 'The branch has no path. Add at least one with a condition.',
  },
  wait_without_event: {
    de: 'Der Baustein wartet auf nichts. Fügen Sie ein Ereignis hinzu oder nehmen Sie eine Wartezeit.',
    en: 'This node waits for nothing. Add an event or use a wait.',
  },
  wait_without_end: {
    de: 'Wer das Ereignis nie auslöst, wartet für immer. Setzen Sie eine Frist.',
    en: 'Whoever never does this waits forever. Set a time-out.',
  },
  empty_subject: {
    de: 'Der Betreff ist leer ({language}). Schreiben Sie einen, denn jeder Lead bekommt seine Sprache.',
    en: 'The subject is empty ({language}). Write one, since every lead is written to in their language.',
  },
  empty_body: {
    de: 'Der Text der E-Mail ist leer ({language}). Schreiben Sie ihn, denn jeder Lead bekommt seine Sprache.',
    en: 'The text of the e-mail is empty ({language}). Write it, since every lead is written to in their language.',
  },
  unknown_purpose: {
    de: 'Der Zweck dieser E-Mail ist abgeschaltet oder gilt nicht für E-Mail. Wählen Sie einen anderen, oder schalten Sie ihn in den Einstellungen ein.',
    en: 'The purpose of this e-mail is switched off or not meant for e-mail. Choose another, or switch it on in the settings.',
  },
  marketing_to_submission: {
    de: 'An eine unbestätigte Adresse darf keine Werbung gehen. Senden Sie an den Lead, oder wählen Sie einen Zweck, der keine Einwilligung braucht.',
    en: 'No advertising may go to an unconfirmed address. Send to the lead, or choose a purpose that needs no consent.',
  },
  hand_off_without_team: {
    de: 'Es ist kein Team gewählt, das die Leads bekommt. Wählen Sie eines.',
    en: 'No team is chosen to receive the leads. Choose one.',
  },
  unknown_team: {
    de: 'Das gewählte Team gibt es nicht mehr. Wählen Sie ein anderes.',
    en: 'The chosen team no longer exists. Choose another one.',
  },
  unknown_policy: {
    de: 'Die gewählte SLA-Regel gibt es nicht mehr. Wählen Sie eine andere.',
    en: 'The chosen SLA policy no longer exists. Choose another one.',
  },
  unknown_offer: {
    de: 'Das gewählte Angebot gibt es nicht mehr. Wählen Sie ein anderes.',
    en: 'The chosen offer no longer exists. Choose another one.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type ProblemCode = keyof typeof PROBLEM_TEXTS;
