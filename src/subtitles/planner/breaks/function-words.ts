// Function words by language, for the cost of a break beside them. A new language is one entry.
import { moreLanguages } from './more-function-words.js';
import type { FunctionWords } from './word-classes.js';

/** The closed word classes of English, with contractions. */
const english: FunctionWords = {
  conjunctions:
    'and or but nor yet because although though while whereas if unless until when whenever where wherever since that which who whom whose why how what whether than',
  prepositions:
    'of to in on at by for with from into onto about over under after before between through during without within against among toward towards upon as like via near across behind beyond beside besides except despite throughout around along amid inside outside',
  determiners: 'a an the my your our their its every each another these those no',
  bound:
    "i you he she it we they i'm you're he's she's it's we're they're that's there's what's who's here's let's i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll am is are was were be been being have has had do does did will would shall should can could may might must don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't won't wouldn't shouldn't can't cannot couldn't mustn't ain't not never there gonna wanna gotta",
  degree:
    'very too so quite rather really more most less such much many just even only his her this some any all both several few other own one none plenty lot kind sort first last next same whole great good little big new old young small large long high',
  titles:
    'mr mrs ms dr prof st sr jr gen col lt sgt capt cmdr rev hon pres gov sen rep vs e.g i.e cf approx mt ft no nos fig figs vol pp ch sec eq ave blvd jan feb mar apr jun jul aug sept oct nov dec',
};

const german: FunctionWords = {
  conjunctions:
    'und oder aber denn sondern weil dass obwohl während wenn als ob bevor nachdem damit falls sobald solange wo wie warum was wer welche welcher welches',
  prepositions:
    'in im an am auf aus bei beim mit nach seit von vom zu zum zur durch für gegen ohne um über unter vor hinter neben zwischen trotz wegen bis ins ans',
  determiners:
    'der die das den dem des ein eine einen einem einer eines mein meine dein deine sein seine ihr ihre unser unsere kein keine keinen diese dieser dieses jede jeder jedes',
  bound:
    'ich du er sie es wir man bin bist ist sind seid war waren habe hast hat haben hatte werde wird werden wurde kann kannst können muss müssen soll will wollen darf nicht nie',
  degree: 'sehr zu so ganz recht mehr viel viele alle nur noch',
  titles: 'dr prof hr fr nr z.b d.h u.a bzw ca vgl evtl ggf inkl bspw str st abs art bd mio mrd jh',
};

const french: FunctionWords = {
  conjunctions:
    "et ou mais donc or ni car que qu' qui quand lorsque si comme parce puisque quoique où dont pourquoi comment",
  prepositions:
    "à au aux de du des d' en dans par pour sur sous avec sans chez vers entre depuis pendant avant après contre jusque jusqu'à",
  determiners:
    'le la les un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces chaque quelques',
  bound:
    "je tu il elle on nous vous ils elles ne n' me te se suis es est sommes êtes sont était ai as a avons avez ont peut peux doit faut va vais pas y",
  degree: 'très trop si plus moins bien tout tous toute toutes aussi',
  titles: 'm mm mme mmes mlle dr pr st ste p.ex env art av bd chap fig n no p vol',
};

const spanish: FunctionWords = {
  conjunctions:
    'y e o u pero sino ni que porque aunque cuando si como mientras donde quien cual pues',
  prepositions:
    'a al ante bajo con contra de del desde en entre hacia hasta para por según sin sobre tras',
  determiners:
    'el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra este esta ese esa estos estas cada',
  bound:
    'yo tú él ella nosotros ellos ellas usted no me te se nos le les es soy eres somos son era está estoy están ha he han hay había puede puedo debe va voy',
  degree: 'muy tan más menos tanto mucho muchos todo todos toda todas',
  titles: 'sr sra sres srta dr dra d dña ud uds prof pág núm aprox ee.uu av art cap fig p.ej',
};

const italian: FunctionWords = {
  conjunctions:
    'e ed o ma però perché che se quando mentre come dove chi quale quindi né anche se benché',
  prepositions:
    'a ad al alla allo ai agli alle di del della dello dei degli delle da dal dalla in nel nella nei con su sul sulla per tra fra senza verso',
  determiners:
    'il lo la i gli le un uno una mio mia tuo tua suo sua nostro nostra questo questa quel quella ogni',
  bound:
    'io tu lui lei noi voi loro non mi ti si ci vi sono sei è siamo siete era ho hai ha abbiamo hanno può posso deve va',
  degree: 'molto troppo così più meno tanto tutto tutti tutta',
  titles: 'sig sig.ra sigg dott dott.ssa prof dr ing avv art pag cap fig n es ecc s',
};

const portuguese: FunctionWords = {
  conjunctions: 'e ou mas porém porque que se quando enquanto como onde quem qual pois embora',
  prepositions:
    'a ao à aos às de do da dos das em no na nos nas por pelo pela para com sem sob sobre entre até desde após',
  determiners:
    'o os as um uma uns umas meu minha teu tua seu sua nosso nossa este esta esse essa aquele aquela cada',
  bound:
    'eu tu ele ela nós vós eles elas você vocês não me te se é sou és somos são era está estou estão foi tem tenho pode posso deve vai vou',
  degree: 'muito tão mais menos tanto todo todos toda',
  titles: 'sr sra srs srta dr dra prof profa eng av art pág cap fig núm p.ex aprox',
};

/** By the first subtag of a BCP 47 language tag. */
export const languages: Readonly<Record<string, FunctionWords>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  ...moreLanguages,
};
