// Function words of further languages. The classes are those of Netflix's general requirements (article 215758617:
// break before conjunctions and prepositions; never part article and noun, pronoun and verb, auxiliary and verb); the
// words are the closed classes of the languages' reference grammars.
import type { FunctionWords } from './word-classes.js';

const russian: FunctionWords = {
  conjunctions:
    'и а но или либо да ни что чтобы если когда потому поэтому хотя пока как будто словно где куда откуда кто который которая которое которые которого которой которых ведь зато однако то тоже также',
  prepositions:
    'в во на с со к ко у о об обо от ото до из изо за по под подо над при про для без безо между через перед передо около после кроме вместо ради среди вокруг из-за из-под',
  determiners:
    'этот эта это эти этого этой этих этом тот та те того той тех мой моя моё мои твой твоя ваш ваша ваши наш наша наши свой своя своё свои своего своей своих его её их каждый каждая каждое весь вся всё все',
  bound:
    'я ты он она оно мы вы они не ни бы б ли же был была было были есть будет будут буду будем может могут можно нужно надо нельзя должен должна должны',
  degree: 'очень так слишком более менее самый самая самое самые ещё уже только даже почти совсем',
  titles: 'г гг т д е п к н ул пр стр рис см др им р руб тыс млн млрд проф акад',
};

const ukrainian: FunctionWords = {
  conjunctions:
    'і й та а але або чи що щоб якщо коли бо тому хоча поки як ніби наче де куди звідки хто який яка яке які якого якої яких адже однак проте також',
  prepositions:
    'в у на з із зі зо до від од за по під над при про для без між через перед біля після крім замість серед навколо о об',
  determiners:
    'цей ця це ці цього цієї цих той та те ті того тієї тих мій моя моє мої твій твоя ваш ваша ваші наш наша наші свій своя своє свої його її їх їхній кожен кожна кожне весь вся все всі',
  bound:
    'я ти він вона воно ми ви вони не ні би б ж був була було були є буде будуть буду може можуть можна треба потрібно повинен повинна',
  degree: 'дуже так надто більш менш самий ще вже тільки лише навіть майже зовсім',
  titles: 'р рр м вул див ін тис млн млрд грн проф акад ім',
};

const polish: FunctionWords = {
  conjunctions:
    'i a ale lub albo oraz ani że żeby aby jeśli jeżeli gdy kiedy bo ponieważ więc choć chociaż jak gdzie kto co który która które którego której których czy lecz zatem',
  prepositions:
    'w we na z ze do od ode za po pod nad przy o u dla bez między przez przed około koło obok wśród wokół wobec według podczas oprócz zamiast',
  determiners:
    'ten ta to ci te tego tej tych tym tamten mój moja moje twój twoja nasz nasza wasz swój swoja swoje jego jej ich każdy każda każde cały cała wszystkie wszyscy',
  bound:
    'ja ty on ona ono my wy oni one nie się by jest są był była było były będzie będą będę może mogą można trzeba należy musi muszą jestem mam ma mamy mają',
  degree: 'bardzo tak zbyt bardziej mniej najbardziej jeszcze już tylko nawet prawie całkiem',
  titles: 'dr prof mgr inż ul nr np tj tzn św godz r str im',
};

const dutch: FunctionWords = {
  conjunctions:
    'en of maar want dus omdat dat als wanneer toen terwijl hoewel zodat totdat voordat nadat of waar hoe waarom wie wat welke welk die',
  prepositions:
    'in op aan van voor met bij naar uit over onder door om tegen tussen na tot zonder binnen buiten tijdens volgens achter naast sinds vanaf te',
  determiners:
    'de het een mijn jouw zijn haar ons onze jullie hun deze dit elke elk geen ieder iedere',
  bound:
    "ik jij je u hij zij ze wij we men er niet ben bent is was waren heb hebt heeft hebben had hadden word wordt worden werd kan kunt kunnen moet moeten zal zullen zou mag wil wilt willen 't 'k",
  degree: 'heel erg zeer te zo meer minder veel alle alleen ook nog al',
  titles: 'dhr mevr dr prof nr bijv enz blz st ir mr drs',
};

const czech: FunctionWords = {
  conjunctions:
    'a i ale nebo ani že aby když jestli pokud protože proto ač ačkoli jak kde kdo co který která které kterého jenž než však tak takže až',
  prepositions:
    've v na s se z ze do od ode za po pod nad při o u pro bez mezi přes před kolem podle během kromě místo k ke ku',
  determiners:
    'ten ta to ti ty toho té těch tento tato toto můj moje tvůj náš naše váš vaše svůj svoje jeho její jejich každý každá každé celý všechny všichni',
  bound:
    'já ty on ona ono my vy oni ne se si by bych bys bychom jsem jsi je jsme jste jsou byl byla bylo byli bude budou budu může mohou lze musí má mám máme',
  degree: 'velmi tak příliš více méně nejvíce ještě už jen jenom také téměř docela',
  titles: 'dr prof ing mgr ul č např tj tzn sv hod str mudr',
};

const greek: FunctionWords = {
  conjunctions:
    'και κι ή αλλά όμως ούτε ότι πως που αν εάν όταν γιατί επειδή ενώ αφού μόλις όπως όπου ποιος ποια ποιο ώστε λοιπόν δηλαδή',
  prepositions:
    'σε στο στη στην στον στα στους στις από με για προς χωρίς κατά μετά παρά μέχρι ως αντί πριν μεταξύ δίπλα',
  determiners:
    'ο η το οι τα του της των τον την τους τις ένας μια μία ένα αυτός αυτή αυτό αυτοί αυτές αυτά κάθε όλος όλη όλο όλοι όλα',
  bound:
    'εγώ εσύ εμείς εσείς δεν δε μη μην θα να ας με σε μας σας μου σου είμαι είσαι είναι είμαστε είστε ήταν ήμουν έχω έχεις έχει έχουμε έχουν είχε μπορεί μπορώ πρέπει',
  degree: 'πολύ τόσο πιο λιγότερο περισσότερο ακόμα ακόμη μόνο και σχεδόν αρκετά',
  titles: 'κ κα κος δρ π.χ δηλ βλ σελ αρ',
};

const turkish: FunctionWords = {
  conjunctions: 've veya ya yahut ama fakat ancak çünkü eğer oysa yani hem ne ki',
  prepositions: '',
  determiners:
    'bir bu şu o her bazı birkaç hiç bütün tüm hangi benim senin onun bizim sizin onların',
  bound: 'ben sen biz siz onlar',
  degree: 'çok daha en pek kadar gibi az biraz oldukça sadece bile',
  titles: 'dr prof doç av sn no vb örn cad sok',
  postpositions:
    'için gibi kadar ile göre karşı doğru rağmen sonra önce beri dolayı üzere de da mi mı mu mü misin mısın değil var yok',
};

const hindi: FunctionWords = {
  conjunctions: 'और या लेकिन मगर परंतु कि क्योंकि अगर यदि जब तब जो इसलिए ताकि चाहे हालाँकि तो',
  prepositions: '',
  determiners:
    'यह वह ये वे इस उस इन उन एक हर कोई कुछ सब मेरा मेरी मेरे तेरा हमारा हमारी आपका आपकी उसका उसकी अपना अपनी अपने',
  bound: 'मैं तू तुम हम आप नहीं न मत',
  degree: 'बहुत ज़्यादा कम सबसे इतना इतनी बड़ा बड़ी केवल सिर्फ़',
  titles: 'डॉ श्री श्रीमती प्रो',
  postpositions:
    'का की के को से में पर ने तक लिए साथ बाद पहले ही भी है हैं था थी थे हूँ हो गया गई गए रहा रही रहे सकता सकती सकते चाहिए वाला वाली वाले',
};

const vietnamese: FunctionWords = {
  conjunctions: 'và hay hoặc nhưng mà vì nếu khi tuy nên rằng thì là do bởi',
  prepositions:
    'của ở trong ngoài trên dưới với cho từ đến tới về bằng theo qua tại giữa trước sau',
  determiners: 'một những các mỗi mọi cái con chiếc người này',
  bound:
    'tôi anh chị em ông bà nó chúng họ ta mình bạn không chưa chẳng đã đang sẽ được bị có phải cần muốn thể hãy đừng',
  degree: 'rất quá hơn nhất cũng vẫn chỉ còn',
  titles: 'ts ths gs tp',
};

const arabic: FunctionWords = {
  conjunctions:
    'و أو ثم لكن ولكن بل أن أنّ إن إنّ لأن إذا لو عندما حين بينما كما حيث الذي التي الذين كي حتى وأن',
  prepositions:
    'في من إلى على عن مع بين عند منذ خلال بعد قبل تحت فوق أمام وراء حول دون بدون ضد نحو لدى',
  determiners: 'هذا هذه ذلك تلك هؤلاء أولئك كل بعض أي جميع',
  bound: 'أنا أنت هو هي نحن أنتم هم لا لم لن ما ليس قد سوف كان كانت كانوا يكون تكون يجب يمكن هل',
  degree: 'جدا أكثر أقل فقط أيضا غير',
  titles: 'د أ م ص',
};

const hebrew: FunctionWords = {
  conjunctions: 'או אבל אך כי אם כאשר כש אשר לכן למרות בגלל אלא גם ואז שבו שבה ולכן',
  prepositions: 'של על אל עם מן בין אצל לפני אחרי תחת מעל ליד בלי ללא נגד עד את לפי בתוך מתוך',
  determiners: 'כל איזה אותו אותה אותם',
  bound:
    'אני אתה את הוא היא אנחנו אתם הם הן לא אין יש היה הייתה היו יהיה תהיה צריך צריכה יכול יכולה אפשר',
  degree: 'מאוד יותר פחות הכי רק אפילו ממש',
  titles: 'ד"ר פרופ עו"ד מס',
};

/** Korean particles are part of the word. Dependent nouns and auxiliaries belong to the word before. */
const korean: FunctionWords = {
  conjunctions: '그리고 그러나 하지만 그런데 그래서 그러면 또는 또 및 혹은 왜냐하면 따라서 만약 즉',
  prepositions: '',
  determiners: '이 그 저 한 두 세 네 각 모든 어떤 무슨 새 첫 몇 여러 다른',
  bound: '안 못 더 덜 잘',
  degree: '아주 매우 너무 정말 가장 제일 좀 꽤 거의',
  titles: '',
  postpositions:
    '것 것은 것이 것을 것도 거 거야 거예요 건 게 걸 수 수가 수는 때 때는 때가 때문에 적이 적은 줄 뿐 만큼 대로 듯 듯이 있다 있는 있습니다 있어요 있고 있을 없다 없는 없습니다 없어요 않다 않는 않습니다 않아요 않고 합니다 됩니다 싶은 싶습니다 싶어요 주세요 같아요 같은 중 등 개 명 번 년 월 일',
};

/** By the first subtag of a BCP 47 language tag. */
export const moreLanguages: Readonly<Record<string, FunctionWords>> = {
  ru: russian,
  uk: ukrainian,
  pl: polish,
  nl: dutch,
  cs: czech,
  el: greek,
  tr: turkish,
  hi: hindi,
  vi: vietnamese,
  ar: arabic,
  he: hebrew,
  ko: korean,
};
