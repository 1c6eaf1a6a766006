// Texts that try to steer a terminal, hide, or pass for something else; each with a readable core.

const esc = '\u001b';

export const hostileTexts: Readonly<Record<string, string>> = {
  'C0 controls': 'bell\u0007 back\u0008 null\u0000 shift\u000e del\u007f end',
  'carriage return over the line': 'honest text\rforged text',
  'C1 controls': 'next\u0085line \u009b31mred \u009d0;title\u009c end',
  colour: `${esc}[31mred${esc}[0m end`,
  'clear the screen': `${esc}[2J${esc}[H end`,
  'move and erase': `${esc}[1A${esc}[2K forged`,
  'window title': `${esc}]0;owned\u0007 end`,
  hyperlink: `${esc}]8;;https://evil.example/${esc}\\click${esc}]8;;${esc}\\ end`,
  clipboard: `${esc}]52;c;ZXZpbA==\u0007 end`,
  'device strings': `${esc}P1$r${esc}\\ ${esc}_apc${esc}\\ ${esc}^pm${esc}\\ ${esc}Xsos${esc}\\ end`,
  'report back': `${esc}[c${esc}[6n${esc}[>q end`,
  'unfinished sequence': `end ${esc}[`,
  'unfinished string': `end ${esc}]52;c;ZXZpbA`,
  'bidi override': 'file\u202egpj.exe\u202c end',
  'bidi isolate': 'user \u2066admin\u2069 \u200f\u200e\u061c end',
  'zero width': 'pay\u200bpal\u200c\u2060\ufeff end',
  'tag characters': `flag\u{e0041}\u{e0042}\u{e007f} end`,
  'line and paragraph separators': 'one\u2028two\u2029three',
  'line feeds and tabs': 'one\n\ttwo\r\nthree',
  'soft hyphen and fillers': 'co\u00adop \u180e \ufff9a\ufffab\ufffb end',
  'lone surrogate': 'half \ud83d end',
  'spreadsheet formula': '=HYPERLINK("https://evil.example")',
  'quotes and markup': '"><script>alert(1)</script> --> {\\an8} <v x>',
  'plain CJK and emoji stay': '副歌 👩‍👩‍👧 é end',
};

/** What no human output may hold, line feeds and tabs aside. */
// oxlint-disable-next-line no-misleading-character-class
export const steering =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;
