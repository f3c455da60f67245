/** One way to write where an internal server is. */
export interface Spelling {
  readonly url: string;
  /** What the test's name server answers for the host, where the host is a name of its. */
  readonly answers?: readonly string[];
}

type Octets = readonly [number, number, number, number];
type Write = (octets: Octets) => string;

const hex = (number: number, width = 0) => number.toString(16).padStart(width, '0');
const octal = (number: number, width = 0) => `0${number.toString(8).padStart(width, '0')}`;
const whole = ([a, b, c, d]: Octets) => ((a * 256 + b) * 256 + c) * 256 + d;
const dotted: Write = (octets) => octets.join('.');
const words: Write = ([a, b, c, d]) => `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
const inDigits = (text: string, digits: readonly string[]) =>
  text.replace(/\d/g, (digit) => digits[Number(digit)] ?? '');

const FULL_WIDTH = [...'０１２３４５６７８９'];
const CIRCLED = [...'⓪①②③④⑤⑥⑦⑧⑨'];
const BOLD = [...'𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'];

/** As RFC 791, the URL standard, `inet_aton` and several ways from IPv4 to IPv6 write one and the same address. */
const WAYS: readonly Write[] = [
  dotted,
  (octets) => `${dotted(octets)}.`,
  (octets) => String(whole(octets)),
  (octets) => `0x${hex(whole(octets))}`,
  (octets) => `0X${hex(whole(octets)).toUpperCase()}`,
  (octets) => octal(whole(octets)),
  (octets) => octets.map((octet) => `0x${hex(octet, 2)}`).join('.'),
  (octets) => octets.map((octet) => octal(octet)).join('.'),
  (octets) => octets.map((octet) => octal(octet, 9)).join('.'),
  ([a, b, c, d]) => `0x${hex(a)}.${b}.${octal(c)}.${d}`,
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  (octets) => inDigits(dotted(octets), FULL_WIDTH),
  (octets) => inDigits(dotted(octets), CIRCLED),
  (octets) => inDigits(dotted(octets), BOLD),
  (octets) => octets.join('。'),
  (octets) => octets.join('．'),
  (octets) => dotted(octets).replace(/\d/g, (digit) => `%3${digit}`),
  (octets) => `[::ffff:${dotted(octets)}]`,
  (octets) => `[::ffff:${words(octets)}]`,
  (octets) => `[0000:0000:0000:0000:0000:FFFF:${words(octets)}]`,
  (octets) => `[::${words(octets)}]`,
  (octets) => `[::ffff:0:${words(octets)}]`,
  (octets) => `[64:ff9b::${words(octets)}]`,
  (octets) => `[64:ff9b:1::${words(octets)}]`,
  (octets) => `[2002:${words(octets)}::1]`,
];

const IPV6 = [
  '::1',
  '0:0:0:0:0:0:0:1',
  '::',
  '0::0',
  'fe80::1',
  'fe80::1%25lo',
  'fec0::1',
  'fc00::1',
  'fd00::1',
  'ff02::1',
  '::2',
];
const NAMES = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ｌｏｃａｌｈｏｓｔ',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'loc%61lhost',
  'lo\tcalhost',
  'lo\ncalhost',
];

/** Whole URLs in which the eye reads another host than the parser does. */
const disguises = (port: number): string[] => [
  `http://example.com@127.0.0.1:${port}/`,
  `http://example.com:80@127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}\\@example.com/`,
  `http:127.0.0.1:${port}/`,
  `http:/127.0.0.1:${port}/`,
  `http:\\\\127.0.0.1:${port}\\`,
  `hTtP:///127.0.0.1:${port}/`,
  ` http://127.0.0.1:${port}/ `,
  `http://127.1:${port}#@example.com/`,
  `http://127.0.0.1:0${port}/`,
  `ftp://127.0.0.1:${port}/`,
  `file:///etc/hostname`,
  `gopher://127.0.0.1:${port}/`,
  `data:text/plain,hello`,
];

/** Every spelling of every address, with the answers of a name server that is in on it. At least 300. */
export function internalUrls(addresses: readonly string[], port: number): Spelling[] {
  const written = addresses.flatMap((address) => {
    const octets = address.split('.').map(Number) as unknown as Octets;
    return WAYS.map((write) => ({ url: `http://${write(octets)}:${port}/` }));
  });
  const named = addresses.flatMap((address, index) => [
    { url: `http://inside-${index}.example:${port}/`, answers: [address] },
    { url: `http://mapped-${index}.example:${port}/`, answers: [`::ffff:${address}`] },
    { url: `http://both-${index}.example:${port}/`, answers: ['93.184.216.34', address] },
  ]);
  const hosts = [...IPV6.map((address) => `[${address}]`), ...NAMES];
  return [
    ...written,
    ...named,
    { url: `http://zoned.example:${port}/`, answers: ['fe80::1%lo'] },
    { url: `http://loop.example:${port}/`, answers: ['::1'] },
    ...hosts.map((host) => ({ url: `http://${host}:${port}/` })),
    ...disguises(port).map((url) => ({ url })),
  ];
}
