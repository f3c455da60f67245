interface FileKind {
  readonly endings: readonly string[];
  readonly type: string;
  /** Whether the bytes begin as files of this kind do. */
  readonly is: (bytes: Buffer) => boolean;
}

const begins =
  (...signature: readonly number[]) =>
  (bytes: Buffer): boolean =>
    signature.every((byte, index) => bytes[index] === byte);
const zipped = begins(0x50, 0x4b, 0x03, 0x04);
const ole = begins(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** What content offers are made of. Nothing that a browser or a computer would run. */
const KINDS: readonly FileKind[] = [
  { endings: ['pdf'], type: 'application/pdf', is: begins(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { endings: ['docx'], type: `${OFFICE}.wordprocessingml.document`, is: zipped },
  { endings: ['xlsx'], type: `${OFFICE}.spreadsheetml.sheet`, is: zipped },
  { endings: ['pptx'], type: `${OFFICE}.presentationml.presentation`, is: zipped },
  { endings: ['zip'], type: 'application/zip', is: zipped },
  { endings: ['epub'], type: 'application/epub+zip', is: zipped },
  { endings: ['odt', 'ods', 'odp'], type: 'application/octet-stream', is: zipped },
  { endings: ['doc', 'xls', 'ppt'], type: 'application/octet-stream', is: ole },
  { endings: ['png'], type: 'image/png', is: begins(0x89, 0x50, 0x4e, 0x47) },
  { endings: ['jpg', 'jpeg'], type: 'image/jpeg', is: begins(0xff, 0xd8, 0xff) },
  { endings: ['mp4', 'm4v'], type: 'video/mp4', is: (bytes) => bytes.toString('latin1', 4, 8) === 'ftyp' },
  {
    endings: ['mp3'],
    type: 'audio/mpeg',
    is: (bytes) => bytes.toString('latin1', 0, 3) === 'ID3' || begins(0xff, 0xfb)(bytes),
  },
  { endings: ['txt', 'csv', 'ics'], type: 'text/plain; charset=utf-8', is: isText },
];

/** The content type of a file whose bytes are what its name says; null for every other file. */
export function sniffed(bytes: Buffer, name: string): string | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = KINDS.find(({ endings }) => endings.includes(ending));
  return bytes.length > 0 && kind?.is(bytes) === true ? kind.type : null;
}

function isText(bytes: Buffer): boolean {
  return !bytes.subarray(0, 4_096).includes(0) && !/^\s*</.test(bytes.toString('utf8', 0, 200));
}
