extension TokenSample {
  /// Other languages and writing systems, and emoji.
  static let languages: [TokenSample] = [
    TokenSample(
      "German prose", cl100k: 95, o200k: 78,
      #"""
      Der kleine Buchladen am Hafen öffnet jeden Morgen um neun Uhr, und meistens wartet schon jemand vor der Tür. Frau Petersen kennt ihre Stammkundschaft: den Lehrer, der nur Kriminalromane liest, die Großmutter, die für ihre Enkel Bilderbücher sucht, und den schweigsamen Studenten, der stundenlang zwischen den Regalen steht, ohne etwas zu kaufen.
      """#),
    TokenSample(
      "German shop terms", cl100k: 105, o200k: 81,
      #"""
      Versandkostenfreie Lieferung ab einem Bestellwert von 35 Euro. Die Widerrufsfrist beträgt vierzehn Tage ab Erhalt der Ware; zur Wahrung der Frist genügt die rechtzeitige Absendung der Rücktrittserklärung. Geschenkgutscheine und personalisierte Schreibwaren sind vom Umtausch ausgeschlossen. Rückerstattungen erfolgen über das ursprüngliche Zahlungsmittel.
      """#),
    TokenSample(
      "French prose", cl100k: 96, o200k: 77,
      #"""
      La petite librairie du port ouvre chaque matin à neuf heures, et il y a presque toujours quelqu'un qui attend devant la porte. On y trouve des romans policiers, des recueils de poésie, des livres illustrés pour les enfants et, au fond du magasin, une étagère où le libraire range les ouvrages qu'il préfère et qu'il ne vend qu'à regret.
      """#),
    TokenSample(
      "French shop terms", cl100k: 95, o200k: 78,
      #"""
      Les frais de livraison sont offerts à partir de 35 euros d'achat. Vous disposez d'un délai de quatorze jours pour retourner un article s'il ne vous convient pas ; il suffit de nous prévenir à l'avance. Les cartes-cadeaux ne sont ni échangées ni remboursées. Le remboursement est effectué sur le moyen de paiement utilisé lors de la commande.
      """#),
    TokenSample(
      "Spanish prose", cl100k: 85, o200k: 72,
      #"""
      La pequeña librería del puerto abre todas las mañanas a las nueve, y casi siempre hay alguien esperando delante de la puerta. El librero conoce a sus clientes: el maestro que solo lee novelas policíacas, la abuela que busca cuentos ilustrados para sus nietos y el estudiante callado que pasa horas entre los estantes sin comprar nada.
      """#),
    TokenSample(
      "Spanish shop terms", cl100k: 94, o200k: 84,
      #"""
      El envío es gratuito a partir de 35 euros. Dispone de catorce días para devolver cualquier artículo que no le convenga; basta con avisarnos con antelación. Las tarjetas de regalo no se cambian ni se reembolsan. El reembolso se efectúa en el mismo medio de pago que se utilizó al hacer el pedido, en un plazo máximo de cinco días hábiles.
      """#),
    TokenSample(
      "Italian", cl100k: 108, o200k: 90,
      #"""
      La piccola libreria del porto apre ogni mattina alle nove e quasi sempre c'è qualcuno che aspetta davanti alla porta. Si trovano romanzi gialli, raccolte di poesie, libri illustrati per bambini e, in fondo al negozio, uno scaffale con le opere che il libraio preferisce e che vende soltanto con dispiacere. La spedizione è gratuita oltre i trentacinque euro.
      """#),
    TokenSample(
      "Portuguese", cl100k: 91, o200k: 72,
      #"""
      A pequena livraria do porto abre todas as manhãs às nove horas, e quase sempre há alguém à espera diante da porta. O livreiro conhece os seus clientes: o professor que só lê romances policiais, a avó que procura histórias ilustradas para os netos e o estudante calado que passa horas entre as estantes sem comprar coisa alguma.
      """#),
    TokenSample(
      "Dutch", cl100k: 99, o200k: 79,
      #"""
      De kleine boekwinkel aan de haven gaat elke ochtend om negen uur open, en bijna altijd staat er al iemand voor de deur te wachten. Mevrouw De Vries kent haar vaste klanten: de leraar die alleen detectives leest, de grootmoeder die prentenboeken voor haar kleinkinderen zoekt, en de zwijgzame student die uren tussen de kasten doorbrengt.
      """#),
    TokenSample(
      "Swedish", cl100k: 113, o200k: 90,
      #"""
      Den lilla bokhandeln vid hamnen öppnar varje morgon klockan nio, och nästan alltid står det redan någon och väntar utanför dörren. Bokhandlaren känner sina stamkunder: läraren som bara läser deckare, farmodern som letar efter bilderböcker till barnbarnen och den tystlåtne studenten som tillbringar timmar mellan hyllorna utan att köpa något.
      """#),
    TokenSample(
      "Finnish", cl100k: 128, o200k: 98,
      #"""
      Sataman pieni kirjakauppa avataan joka aamu kello yhdeksän, ja melkein aina joku odottaa jo oven takana. Kauppias tuntee kanta-asiakkaansa: opettajan, joka lukee vain salapoliisiromaaneja, isoäidin, joka etsii lastenlapsilleen kuvakirjoja, ja hiljaisen opiskelijan, joka viettää tuntikausia hyllyjen välissä ostamatta mitään.
      """#),
    TokenSample(
      "Polish", cl100k: 120, o200k: 94,
      #"""
      Mała księgarnia w porcie otwiera się każdego ranka o dziewiątej i prawie zawsze ktoś już czeka przed drzwiami. Księgarz zna swoich stałych klientów: nauczyciela, który czyta wyłącznie kryminały, babcię szukającą książek z obrazkami dla wnuków i milczącego studenta, który godzinami stoi między półkami i niczego nie kupuje.
      """#),
    TokenSample(
      "Czech", cl100k: 147, o200k: 106,
      #"""
      Malé knihkupectví v přístavu otevírá každé ráno v devět hodin a téměř vždycky už někdo čeká přede dveřmi. Knihkupec zná své stálé zákazníky: učitele, který čte jenom detektivky, babičku, která hledá obrázkové knížky pro vnoučata, a mlčenlivého studenta, který tráví celé hodiny mezi regály a nic si nekoupí.
      """#),
    TokenSample(
      "Turkish", cl100k: 118, o200k: 81,
      #"""
      Limandaki küçük kitapçı her sabah saat dokuzda açılır ve neredeyse her zaman kapının önünde bekleyen biri vardır. Kitapçı müşterilerini tanır: yalnızca polisiye roman okuyan öğretmeni, torunları için resimli kitap arayan büyükanneyi ve hiçbir şey satın almadan saatlerce rafların arasında duran sessiz öğrenciyi.
      """#),
    TokenSample(
      "Hungarian", cl100k: 134, o200k: 114,
      #"""
      A kikötői kis könyvesbolt minden reggel kilenckor nyit, és szinte mindig vár már valaki az ajtó előtt. A könyvkereskedő ismeri a törzsvásárlóit: a tanárt, aki csak krimiket olvas, a nagymamát, aki képeskönyveket keres az unokáinak, és a szótlan diákot, aki órákat tölt a polcok között anélkül, hogy bármit is venne.
      """#),
    TokenSample(
      "Vietnamese", cl100k: 145, o200k: 87,
      #"""
      Hiệu sách nhỏ ở bến cảng mở cửa lúc chín giờ mỗi sáng, và hầu như lúc nào cũng có người đứng đợi trước cửa. Ông chủ biết rõ những khách quen của mình: thầy giáo chỉ đọc truyện trinh thám, bà cụ tìm sách tranh cho các cháu, và cậu sinh viên ít nói đứng hàng giờ giữa các kệ sách mà không mua gì cả.
      """#),
    TokenSample(
      "Russian", cl100k: 149, o200k: 87,
      #"""
      Маленький книжный магазин в порту открывается каждое утро в девять часов, и почти всегда кто-нибудь уже ждёт у двери. Хозяин знает своих постоянных покупателей: учителя, который читает только детективы, бабушку, которая ищет книжки с картинками для внуков, и молчаливого студента, который часами стоит между полками.
      """#),
    TokenSample(
      "Ukrainian", cl100k: 171, o200k: 103,
      #"""
      Маленька книгарня в порту відчиняється щоранку о дев'ятій годині, і майже завжди хтось уже чекає біля дверей. Господар знає своїх постійних покупців: учителя, який читає лише детективи, бабусю, що шукає книжки з малюнками для онуків, і мовчазного студента, який годинами стоїть між полицями.
      """#),
    TokenSample(
      "Greek", cl100k: 244, o200k: 102,
      #"""
      Το μικρό βιβλιοπωλείο στο λιμάνι ανοίγει κάθε πρωί στις εννέα, και σχεδόν πάντα κάποιος περιμένει ήδη μπροστά στην πόρτα. Ο βιβλιοπώλης γνωρίζει τους πελάτες του: τον δάσκαλο που διαβάζει μόνο αστυνομικά μυθιστορήματα και τη γιαγιά που ψάχνει εικονογραφημένα βιβλία για τα εγγόνια της.
      """#),
    TokenSample(
      "Chinese", cl100k: 248, o200k: 175,
      #"""
      港口的小书店每天早上九点开门,几乎总有人在门口等着。店主认识他的老顾客:只读侦探小说的老师,为孙子孙女寻找绘本的老奶奶,还有那个沉默寡言、在书架之间站上几个小时却什么也不买的学生。店里最里面有一个书架,放着店主自己最喜欢的书,他总是舍不得卖。满三十五元免运费,十四天内可以退货。礼品卡不能退换,退款会退回到您原来的付款方式。如果您想找的书没有库存,我们可以为您预订,一般三到五天就能到店。欢迎您常来坐坐,喝杯茶,看看书。
      """#),
    TokenSample(
      "Japanese", cl100k: 223, o200k: 171,
      #"""
      港の小さな本屋は毎朝九時に開き、たいていもう誰かが扉の前で待っています。店主は常連客のことをよく知っています。推理小説しか読まない先生、孫のために絵本を探すおばあさん、そして何も買わずに何時間も本棚の間に立っている無口な学生です。店の奥には、店主がいちばん好きで、売るのが惜しい本ばかりを並べた棚があります。三千五百円以上のお買い上げで送料は無料です。ギフトカードの返品はできません。在庫がない本は、三日から五日でお取り寄せいたします。
      """#),
    TokenSample(
      "Korean", cl100k: 214, o200k: 124,
      #"""
      항구의 작은 서점은 매일 아침 아홉 시에 문을 열고, 거의 언제나 누군가가 문 앞에서 기다리고 있습니다. 주인은 단골손님들을 잘 압니다. 추리 소설만 읽는 선생님, 손주들을 위해 그림책을 찾는 할머니, 그리고 아무것도 사지 않고 몇 시간씩 책장 사이에 서 있는 말없는 학생입니다. 삼만 오천 원 이상 구매하시면 배송비가 무료이며, 상품권은 환불되지 않습니다. 재고가 없는 책은 주문해 드립니다.
      """#),
    TokenSample(
      "Arabic", cl100k: 190, o200k: 84,
      #"""
      تفتح المكتبة الصغيرة في الميناء أبوابها كل صباح في الساعة التاسعة، ويكاد يكون هناك دائماً من ينتظر أمام الباب. يعرف صاحب المكتبة زبائنه الدائمين: المعلم الذي لا يقرأ إلا الروايات البوليسية، والجدة التي تبحث عن كتب مصورة لأحفادها، والطالب الصامت الذي يقف ساعات طويلة بين الرفوف.
      """#),
    TokenSample(
      "Hebrew", cl100k: 230, o200k: 89,
      #"""
      חנות הספרים הקטנה בנמל נפתחת בכל בוקר בשעה תשע, וכמעט תמיד מישהו כבר מחכה ליד הדלת. בעל החנות מכיר את הלקוחות הקבועים שלו: המורה שקורא רק ספרי מתח, הסבתא שמחפשת ספרי תמונות לנכדים, והסטודנט השתקן שעומד שעות בין המדפים ואינו קונה דבר.
      """#),
    TokenSample(
      "Hindi", cl100k: 283, o200k: 88,
      #"""
      बंदरगाह की छोटी किताबों की दुकान हर सुबह नौ बजे खुलती है, और लगभग हमेशा कोई न कोई दरवाज़े के सामने इंतज़ार कर रहा होता है। दुकानदार अपने पुराने ग्राहकों को जानता है: वह शिक्षक जो केवल जासूसी उपन्यास पढ़ता है, और वह दादी जो अपने पोते-पोतियों के लिए चित्रों वाली किताबें ढूँढती है।
      """#),
    TokenSample(
      "Thai", cl100k: 241, o200k: 102,
      #"""
      ร้านหนังสือเล็กๆ ที่ท่าเรือเปิดทุกเช้าเวลาเก้าโมง และมักจะมีคนรออยู่หน้าประตูเสมอ เจ้าของร้านรู้จักลูกค้าประจำของเขา คุณครูที่อ่านแต่นิยายสืบสวน คุณยายที่หาหนังสือภาพให้หลานๆ และนักศึกษาเงียบขรึมที่ยืนอยู่ระหว่างชั้นหนังสือเป็นชั่วโมงโดยไม่ซื้ออะไรเลย
      """#),
    TokenSample(
      "mixed languages", cl100k: 118, o200k: 100,
      #"""
      Kapitel 3: „Le Petit Prince“ (星の王子さま, Маленький принц) – disponible en español como «El principito». Grüße aus Zürich, à bientôt, hasta mañana, またね, до встречи! Preis: 12,90 € / $13.99 / ¥1,980 / £11.50, ISBN 978-3-15-020123-4, Übersetzung: Grete und Josef Leitgeb, 96 Seiten.
      """#),
    TokenSample(
      "emoji", cl100k: 198, o200k: 139,
      #"""
      Thanks a lot 🙏🙏 my order came today 📦✨ and the kids love it 😍👧🏽👦🏻 Family movie night 🍿🎬👨‍👩‍👧‍👦 tomorrow, then off to the sea 🌊🏖️ 10/10 ⭐⭐⭐⭐⭐ would buy again 💯🔥 Happy holidays 🎄🎅🏼🎁 from all of us 🇩🇪🇫🇷🇪🇸🇯🇵 See you in spring 🌷🐝☀️ 👋🏾👋🏻 love ❤️❤️‍🔥💙 and peace ✌🏽☮️ 🎉🎈🥳
      """#),
    TokenSample(
      "emoji list", cl100k: 138, o200k: 128,
      #"""
      🚢 Harbour Books 📚
      ✅ Free delivery over $35 🚚
      ✅ Gift wrap 🎁 for $3
      ❌ No returns on gift cards 💳
      🕘 Mon–Sat 9:00–18:30, 🕛 Sun 12:00–17:00
      📍 12 Quay Street ☎️ (555) 010-7788 ✉️ desk@example.org
      🔎 Search → 🛒 Basket → 💶 Pay → 📬 Done
      ⚠️ Closed on 25 & 26 December 🎄 ♿ Step-free entrance 🐕 Dogs welcome
      """#),
  ]
}
