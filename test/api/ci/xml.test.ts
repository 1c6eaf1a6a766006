import { describe, expect, it } from 'vitest';
import { all, child, readXml, textOf, writeXml } from '../../../src/api/xml.js';

describe('reading', () => {
  it('decodes references, joins CDATA, keeps blanks and unifies line ends', () => {
    const root = readXml(
      '<?xml version="1.0"?>\r\n<R><a> x&#xA;&#65;&amp;lt;<![CDATA[<&amp;>]]> </a></R>',
    );
    expect(child(root, 'a')?.text).toBe(' x\nA&lt;<&amp;> ');
  });

  it('keeps every value a text', () => {
    const root = readXml('<R><n>007</n><b>true</b><e/><s>  </s></R>');
    expect([textOf(root, 'n'), textOf(root, 'b')]).toEqual(['007', 'true']);
    expect([textOf(root, 'e'), textOf(root, 's'), textOf(root, 'none')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['none', '<R></R>', []],
    ['one', '<R><i>1</i></R>', ['1']],
    ['several', '<R><i>1</i><i>2</i></R>', ['1', '2']],
    ['several with others between', '<R><i>1</i><x/><i>2</i></R>', ['1', '2']],
    ['an empty one', '<R><i/></R>', ['']],
  ])('reads %s alike', (_, xml, texts) => {
    expect(all(readXml(xml), 'i').map((item) => item.text)).toEqual(texts);
  });

  it('ignores attributes and what it does not know', () => {
    const root = readXml('<?pi x?><R xmlns="urn:x" a="1"><!-- c --><new b="2">t</new></R>');
    expect(textOf(root, 'new')).toBe('t');
  });

  it.each([
    ['', /empty/],
    ['plain', /not XML/],
    ['<!doctype html><p>', /HTML/],
    ['<!DOCTYPE R [<!ENTITY a "b">]><R>&a;</R>', /DOCTYPE/],
    ['<R>&unknown;</R>', /unknown reference/],
    ['<R>&#0;</R>', /unknown reference/],
    ['<R>&#xD800;</R>', /unknown reference/],
    ['<R><a></R>', /cut short/],
    ['<a/><b/>', /single root/],
    [`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`, /nested/],
    ['<R><__proto__>1</__proto__></R>', /well-formed/],
  ])('refuses %j', (xml, why) => {
    expect(() => readXml(xml)).toThrow(why);
  });
});

describe('writing', () => {
  it('escapes text, repeats lists, keeps the order', () => {
    const xml = writeXml('Request', { Tag: 'a<b>&"c"\r', Item: ['1', '2'], In: { X: '' } });
    expect(xml).toBe(
      '<Request><Tag>a&lt;b&gt;&amp;"c"&#xD;</Tag><Item>1</Item><Item>2</Item><In><X></X></In></Request>',
    );
    expect(readXml(xml).children.map((item) => item.name)).toEqual(['Tag', 'Item', 'Item', 'In']);
  });

  it('refuses what XML cannot carry', () => {
    expect(() => writeXml('Name', 'a\u0000b')).toThrow('Name holds a control character');
  });
});
