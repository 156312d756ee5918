extension TokenSample {
  /// Records, help pages, prompts and prose in English.
  static let records: [TokenSample] = [
    TokenSample(
      "product gifts", cl100k: 144, o200k: 144,
      #"""
      id: GFT-2002
      sku: GFT-2002
      title: Gift Card $25
      brand: Harbour Books
      category: Gift Cards
      description: A printed card in an envelope with room for a line by hand; tell us the words and we will write them. It never expires and can be used online, by phone and in the shop.
      price: 25.0
      currency: USD
      stock: 150
      material: card
      attributes: {'value': '$25', 'expires': 'never', 'delivery': 'by mail or in the shop'}
      url: https://shop.example.org/p/gft-2002
      updated_at: 2026-09-23
      """#),
    TokenSample(
      "product kitchen", cl100k: 160, o200k: 156,
      #"""
      id: KIT-1603
      sku: KIT-1603
      title: Hand-Thrown Potter's Mug
      brand: Ellery Pottery
      category: Mugs
      description: Thrown on the wheel one by one, so heights differ by a few millimeters and the glaze runs as it likes. The maker's mark is pressed under the handle. Wash it by hand to keep the foot clean.
      price: 38.0
      currency: USD
      stock: 9
      size: 330 ml
      colour: ash white, rust
      material: stoneware
      attributes: {'care': 'hand wash', 'weight': '400 g'}
      url: https://shop.example.org/p/kit-1603
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "product reading-lights", cl100k: 188, o200k: 189,
      #"""
      id: LMP-1003
      sku: LMP-1003
      title: Neck Light for Readers and Knitters
      brand: Saltmarsh
      category: Reading Lights
      description: A soft horseshoe that rests on the collarbones and throws light on your lap, with no clip and nothing to hold. Each arm bends and switches on its own, so you can read on one side and leave the other dark. It charges by USB-C and has amber, warm and neutral tones.
      price: 29.0
      currency: USD
      stock: 22
      colour: grey
      material: silicone
      attributes: {'battery_life': '30 hours', 'weight': '95 g', 'light_tone': '1800 K to 4000 K', 'warranty': '2 years'}
      url: https://shop.example.org/p/lmp-1003
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "product furniture", cl100k: 177, o200k: 175,
      #"""
      id: FUR-1801
      sku: FUR-1801
      title: Windward Reading Chair
      brand: Drift Pine
      category: Chairs
      description: A high-backed armchair with sides that keep out drafts and arms broad enough for a book and a saucer. The seat is 46 cm high, which most people can get out of without thinking about it. The legs screw on in five minutes.
      price: 690.0
      currency: USD
      stock: 3
      size: 78 x 84 x 108 cm
      colour: moss, oatmeal
      material: wool, beech
      attributes: {'seat_height': '46 cm', 'weight': '24 kg', 'warranty': '5 years'}
      url: https://shop.example.org/p/fur-1801
      updated_at: 2026-09-14
      """#),
    TokenSample(
      "product calendars", cl100k: 137, o200k: 137,
      #"""
      id: CAL-1905
      sku: CAL-1905
      title: Desk Calendar 2027, A Line a Day
      brand: Harbour Books
      category: Calendars
      description: A tear-off block with one sentence from an old book for each day, chosen by our staff. The backs are blank and make good notepaper.
      price: 15.0
      currency: USD
      stock: 24
      size: 10 x 10 cm
      material: paper
      attributes: {'year': 2027, 'pages': 365}
      url: https://shop.example.org/p/cal-1905
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "book classics 2", cl100k: 141, o200k: 140,
      #"""
      id: bk-0105
      title: Emma
      authors: Jane Austen
      publisher: Penguin Classics
      published: 1815
      language: en
      isbn: 9780141439587
      category: Classics
      format: paperback
      description: Handsome, clever, rich and not nearly busy enough, Emma Woodhouse arranges the hearts of her neighbors. Nearly everything she sees, she sees wrongly. Only Mr. Knightley tells her so.
      price: 9.0
      currency: USD
      stock: 6
      subjects: love, matchmaking, village life
      url: https://shop.example.org/b/bk-0105
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "book fantasy 5", cl100k: 159, o200k: 158,
      #"""
      id: bk-0006
      title: The Other Wind
      authors: Ursula K. Le Guin
      series: Earthsea
      series_number: 6
      published: 2001
      language: en
      category: Fantasy
      format: paperback
      description: A mender of pots is visited every night by the dead, who beg him over a low stone wall to set them free. His trouble brings a king, a former archmage, a princess and the dragons to one table. A calm and moving close to the Earthsea books.
      price: 14.5
      currency: USD
      stock: 2
      subjects: wizards, dragons, death
      url: https://shop.example.org/b/bk-0006
      updated_at: 2026-09-17
      """#),
    TokenSample(
      "book cooking 1", cl100k: 157, o200k: 155,
      #"""
      id: bk-0230
      title: Mastering the Art of French Cooking
      authors: Julia Child, Louisette Bertholle, Simone Beck
      published: 1961
      language: en
      category: Cooking
      format: hardcover
      description: Three friends set out to explain French home cooking to people with American supermarkets. Every step of the omelette, the sauce and the boeuf bourguignon is spelled out. Thorough, and reassuring when things curdle.
      price: 40.0
      sale_price: 32.0
      currency: USD
      stock: 3
      subjects: french food, cooking techniques, recipes
      url: https://shop.example.org/b/bk-0230
      updated_at: 2026-09-17
      """#),
    TokenSample(
      "book nonfiction-science 3", cl100k: 156, o200k: 154,
      #"""
      id: bk-0190
      title: The Immortal Life of Henrietta Lacks
      authors: Rebecca Skloot
      published: 2010
      language: en
      category: Science, Biography & Memoir
      format: paperback
      description: In 1951 cells were taken without asking from a poor Black woman dying of cancer, and they are growing in laboratories still. Skloot tells the story of the cells and of the children nobody informed. Science with a family in it.
      price: 18.0
      sale_price: 13.5
      currency: USD
      stock: 5
      subjects: medicine, racism, ethics
      url: https://shop.example.org/b/bk-0190
      updated_at: 2026-09-28
      """#),
    TokenSample(
      "book poetry 2", cl100k: 120, o200k: 118,
      #"""
      id: bk-0222
      title: Ariel
      authors: Sylvia Plath
      published: 1965
      language: en
      category: Poetry
      format: paperback
      description: Written at speed in the last months of her life, before the baby woke. Bees, poppies, horses and fathers burn in these lines. Dangerous and dazzling.
      price: 15.99
      currency: USD
      stock: 4
      subjects: death, motherhood, women
      url: https://shop.example.org/b/bk-0222
      updated_at: 2026-09-28
      """#),
    TokenSample(
      "book mystery-and-crime 4", cl100k: 153, o200k: 151,
      #"""
      id: bk-0074
      title: The A.B.C. Murders
      authors: Agatha Christie
      series: Hercule Poirot
      series_number: 13
      published: 1936
      language: en
      category: Mystery & Crime
      format: paperback
      description: A taunting letter names Andover, and an old shopkeeper called Ascher dies there beside a railway guide. Then comes B. Poirot races through the alphabet after someone who seems to kill without any reason at all.
      price: 13.99
      currency: USD
      stock: 4
      subjects: detectives, murder, trains
      url: https://shop.example.org/b/bk-0074
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "book other-languages 0", cl100k: 161, o200k: 152,
      #"""
      id: bk-0276
      title: Der kleine Prinz
      authors: Antoine de Saint-Exupéry
      published: 1943
      language: de
      category: Books in Other Languages, Children's Books
      format: hardcover
      description: Ein Flieger muss in der Wüste notlanden und trifft einen kleinen Jungen, der ein Schaf gezeichnet haben will. Er kommt von einem Stern mit drei Vulkanen und einer eitlen Rose. Ein Märchen für Kinder und für alle, die es einmal waren.
      price: 14.5
      currency: USD
      stock: 5
      subjects: princes, planets, friendship
      url: https://shop.example.org/b/bk-0276
      updated_at: 2026-10-14
      """#),
    TokenSample(
      "book other-languages 2", cl100k: 153, o200k: 141,
      #"""
      id: bk-0278
      title: Momo
      authors: Michael Ende
      published: 1973
      language: de
      category: Books in Other Languages, Children's Books
      format: paperback
      description: Momo wohnt in einer alten Arena und kann zuhören wie niemand sonst. Dann kommen graue Herren in die Stadt und überreden die Leute, Zeit zu sparen. Mit einer Schildkröte macht sie sich auf den Weg zu Meister Hora.
      price: 13.9
      currency: USD
      stock: 0
      subjects: time, childhood, friendship
      url: https://shop.example.org/b/bk-0278
      updated_at: 2026-08-21
      """#),
    TokenSample(
      "help payment", isEnglishProse: true, cl100k: 144, o200k: 143,
      #"""
      ---
      title: Payment and sales tax
      url: https://shop.example.org/help/payment
      updated_at: 2026-09-10
      ---

      # Payment and sales tax

      ## Which ways to pay do you accept?

      Online we take Visa, Mastercard, American Express, Discover, Apple Pay, Google Pay, PayPal and our own gift cards. In the shop we also take cash, trade credit and personal checks up to $200 with a photo ID. Trade credit can be used by phone too. We do not offer payment by installments, and we do not take cryptocurrency. By phone, we take cards only while you are on the line and never store the number.

      ## When is my card charged?
      """#),
    TokenSample(
      "help orders", isEnglishProse: true, cl100k: 154, o200k: 154,
      #"""
      ---
      title: Your order
      url: https://shop.example.org/help/orders
      updated_at: 2026-10-08
      ---

      # Your order

      ## Where is my order?

      Use the tracking link in the e-mail we send when your parcel leaves; it shows the carrier's latest scan. The link becomes active about 12 hours after that e-mail. If you have an account, the same link is under My Orders. We cannot see orders in this chat, so for anything the link does not answer, call (207) 555-0142 or write to desk@example.org with your order number. A domestic parcel that has not come 10 business days after it left us is treated as lost.

      ## What does an order number look like?
      """#),
    TokenSample(
      "help privacy", isEnglishProse: true, cl100k: 208, o200k: 207,
      #"""
      ---
      title: Privacy
      url: https://shop.example.org/help/privacy
      updated_at: 2026-08-20
      ---

      # Privacy

      ## What do you know about me?

      If you order, we keep your name, address, e-mail, phone number if you gave it, and what you bought. If you have an account, we also keep your saved addresses and wish list. Card numbers go straight to the payment company and never reach us; we see only the last four digits. In the shop we ask for nothing unless you want a Tide Card, trade credit or a special order.

      ## Do you share or sell my data?

      We never sell or rent data. We share only what a job needs: the carrier gets your name, address and phone number, the payment company gets the amount, and makers who ship furniture directly get the delivery address. What you read is your own business; we hand over purchase records only if a court order obliges us, and we tell you if the law allows it.
      """#),
    TokenSample(
      "help loyalty-card", isEnglishProse: true, cl100k: 138, o200k: 139,
      #"""
      ---
      title: The Tide Card
      url: https://shop.example.org/help/loyalty-card
      updated_at: 2026-09-02
      ---

      # The Tide Card

      ## What is the Tide Card and how do I get one?

      The Tide Card is our free loyalty card. Ask at the desk and it takes a minute, or tick the box in your web account. It is kept under your phone number or e-mail address, so there is nothing to carry unless you like the paper version. You need to be 13 or older. One card can be shared by a household, and purchases online and in the shop count alike.

      ## How do I earn rewards?
      """#),
    TokenSample(
      "help accessibility", isEnglishProse: true, cl100k: 146, o200k: 145,
      #"""
      ---
      title: Accessibility
      url: https://shop.example.org/help/accessibility
      updated_at: 2026-08-20
      ---

      # Accessibility

      ## Is the shop accessible by wheelchair?

      Yes. The east door has a ramp and an automatic opener, and two accessible parking spaces are beside it. Aisles are at least 36 inches wide, and the elevator to the goods department and the reading room has a door of 34 inches. The desk has a lowered section. The accessible restroom is on the ground floor behind the travel books. The front door on the quay has one step; ring the bell there if you need the ramp side opened.

      ## Is there seating, and is there a quiet time?
      """#),
    TokenSample(
      "prompt with fenced records", cl100k: 160, o200k: 156,
      #"""
      You are Marlowe, the bookseller of Harbour Books. Answer from the records below, cite them as [1], [2], and say so when they do not help. Today is 2026-11-20.

      <data 7f3c9a2e>
      [1] The Left Hand of Darkness by Ursula K. Le Guin. Paperback, 304 pages, ISBN 978-0-441-47812-5. $9.99, 4 in stock.
      [2] The Dispossessed by Ursula K. Le Guin. Paperback, 400 pages, ISBN 978-0-06-051275-0. $16.99, out of stock.
      </data 7f3c9a2e>
      """#),
    TokenSample(
      "chat", isEnglishProse: true, cl100k: 107, o200k: 105,
      #"""
      Hi! Do you have anything like Piranesi? I loved the quiet, the house, the slow discovery of what's going on.
      Yes: you might enjoy The Starless Sea [1], which also wanders through an impossible place, or, if it was the voice that charmed you, Jonathan Strange & Mr Norrell [2] by the same author. Both are in stock; the second is long.
      I don't mind long. Is there a cheaper edition? And can I pick it up tomorrow before six?
      """#),
    TokenSample(
      "narrative prose", isEnglishProse: true, cl100k: 100, o200k: 100,
      #"""
      The harbour was quiet at that hour, and the boats lay against one another as if they, too, had agreed to wait. She walked along the wall to the very end, where the light turned and turned, and thought of nothing at all until the cold reminded her that she had promised to be home before dark. Behind her somebody was whistling. It was a tune she had known once, and she could not remember where she had heard it, or who had taught her the words.
      """#),
    TokenSample(
      "legal prose", isEnglishProse: true, cl100k: 59, o200k: 59,
      #"""
      Subject to the limitations set forth in this agreement, the purchaser acknowledges that any representation concerning availability, delivery or suitability for a particular purpose constitutes an estimate rather than a warranty, and that the aggregate liability of the seller arising out of or in connection with the transaction shall not exceed the consideration actually received.
      """#),
  ]
}
