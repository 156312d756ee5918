extension TokenSample {
  /// Numbers, identifiers, tables, capitals and names.
  static let figures: [TokenSample] = [
    TokenSample(
      "ISBNs", cl100k: 263, o200k: 263,
      #"""
      978-6-609-36695-0
      978-2-349-20947-1
      978-0-374-65187-2
      978-3-731-74795-3
      978-3-240-81670-4
      978-9-192-79711-5
      978-9-968-58574-6
      978-5-143-35498-7
      978-3-694-56713-8
      978-7-329-62950-9
      978-9-415-29093-0
      978-7-606-86172-1
      978-7-689-29421-2
      978-4-555-69807-3
      978-1-587-12560-4
      978-3-524-87506-5
      978-5-172-72814-6
      978-8-176-42306-7
      978-2-859-27107-8
      978-0-800-46645-9
      978-2-221-60860-0
      978-2-431-37887-1
      978-2-175-73077-2
      978-4-386-14004-3
      """#),
    TokenSample(
      "ISBNs without hyphens", cl100k: 138, o200k: 138,
      #"""
      9787921731533, 9789167024629, 9780242886303, 9789611984893, 9785308786135, 9786970309701, 9783530265750, 9784942859575, 9785268661555, 9785898329840, 9782454155475, 9786294919105, 9786333232862, 9785407400315, 9789048759669, 9784145683452, 9785847695787, 9786536871105, 9780778526663, 9782908233303
      """#),
    TokenSample(
      "price table", cl100k: 143, o200k: 136,
      #"""
      | sku | title | price | stock |
      | --- | --- | ---: | ---: |
      | KIT-2000 | Enamel Mug, Blue | 12.50 | 48 |
      | KIT-2001 | Enamel Mug, White | 12.50 | 31 |
      | KIT-2002 | Tea Towel, Linen | 9.99 | 120 |
      | KIT-2003 | Cast Iron Teapot | 64.00 | 7 |
      | KIT-2004 | Wooden Spoon Set | 18.75 | 22 |
      | KIT-2005 | Cookbook Stand, Oak | 39.90 | 15 |
      """#),
    TokenSample(
      "CSV rows", cl100k: 217, o200k: 215,
      #"""
      id,title,isbn,price,currency,stock,updated_at
      1000,Middlemarch,9780141000000,11.00,USD,0,2026-10-10T08:00:00Z
      1001,Beloved,9780141007919,15.99,USD,3,2026-10-11T08:07:00Z
      1002,Dracula,9780141015838,8.50,USD,6,2026-10-12T08:14:00Z
      1003,Emma,9780141023757,7.95,USD,9,2026-10-13T08:21:00Z
      1004,Ulysses,9780141031676,18.00,USD,12,2026-10-14T08:28:00Z
      1005,Kim,9780141039595,6.50,USD,15,2026-10-15T08:35:00Z
      """#),
    TokenSample(
      "dates and phone numbers", cl100k: 181, o200k: 181,
      #"""
      2026-11-20, 20.11.2026, 11/20/2026, Nov 20th, 18:44:50 UTC; 2026-W47-5. Call +1 (555) 010-7788 or +49 30 901820, fax 0049-30-9018-299. Opening hours: 9:00-18:30 (Mon-Fri), 10:00-16:00 (Sat). Order no. 4711-0815/2026, invoice 000123456789, 1,234,567.89 USD = 1.142.003,55 EUR at 0.92501; 3.14159265358979, 6.02214076e23, 1/3, 50%, -12.5°C.
      """#),
    TokenSample(
      "measurements", cl100k: 127, o200k: 125,
      #"""
      Shelf, oak veneer, 180 x 80 x 28 cm (H x W x D), 5 boards, 24.5 kg, max. load 20 kg per board; lamp 230 V / 50 Hz, 7.5 W LED, 2700 K, 806 lm, IP20, E27 socket; cable 1.8 m; mug 350 ml, 9.5 cm, dishwasher up to 70 °C; paper 120 g/m2, A5 (148 x 210 mm), 192 pages, 0.7 mm pen.
      """#),
    TokenSample(
      "UUIDs and hashes", cl100k: 207, o200k: 207,
      #"""
      5feceb66-ffc8-76f3-88d9-52786c6d696c
      6b86b273-ff34-7fce-819d-6b804eff5a3f
      d4735e3a-265e-716e-8ee0-3f59718b9b5d
      4e074085-62be-7db8-8b60-ce05c1decfe3
      4b227777-d4dd-71fc-861c-6f884f48641d
      ef2d127d-e37b-7942-8baa-d06145e54b0c
      e7f6c011-776e-78db-87cd-330b54174fd7
      7902699b-e42c-78a8-8e46-fbbb45017265
      2c624232-cdd2-7217-8712-94dfbb310aca
      """#),
    TokenSample(
      "base64", cl100k: 272, o200k: 256,
      #"""
      X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+lrhrJz/zT84Z1rgE7/Wj9XR62k6qIvHUnAHlLdt4dbS9RzXjomXhbu4D9ZcYubXQMBnAfYtsUfkNo6Zm7sE6s1TgdAhWK+24tgzgXB3s/jrRa3IjCWfeAfZAt+Rym0n85LInd31N0fxhxviE9IZB0CtNEh0/0yjLCLVTH8rNq/iu8tEn3je5QrqtBhReVLDGGaHyIyey67z77Hj1Vkr+Od5/bAEXdujbfNMwtUF0/Xb30CFrYSOHpf/PuB5vCRloN5Ammb5CyKjkb7u0UBcmUX6GsixWoYn3YlptpJCBskUSxiQjLN0iF3EpTfuzEKygAKDfasi2a2ltkO8G/e+2Sj
      """#),
    TokenSample(
      "URLs", cl100k: 132, o200k: 132,
      #"""
      https://shop.example.org/p/gft-2001?ref=home&utm_source=newsletter&utm_campaign=autumn-2026
      https://shop.example.org/collections/reading-lights/products/clip-on-lamp_warm-white#reviews
      http://127.0.0.1:8080/api/chats/0192f3c1-7a51-7cc3-9f1e-0d2b6c1a9e44/export?format=markdown
      https://en.wikipedia.org/wiki/The_Left_Hand_of_Darkness
      mailto:desk@example.org?subject=Order%204711
      """#),
    TokenSample(
      "capitals", cl100k: 89, o200k: 81,
      #"""
      ATTENTION: ALL GIFT CARDS MUST BE ACTIVATED AT THE DESK BEFORE FIRST USE. DO NOT ACCEPT CARDS WITH A DAMAGED STRIP. OPENING HOURS DURING THE HOLIDAYS: MONDAY TO SATURDAY FROM NINE UNTIL SEVEN, SUNDAY FROM NOON. CUSTOMER SERVICE AND RETURNS ARE ON THE SECOND FLOOR, NEXT TO STATIONERY AND CALENDARS.
      """#),
    TokenSample(
      "names", cl100k: 145, o200k: 128,
      #"""
      Ursula K. Le Guin; Gabriel García Márquez; Fyodor Dostoevsky; Chimamanda Ngozi Adichie; Haruki Murakami; Wisława Szymborska; Ngũgĩ wa Thiong'o; Antoine de Saint-Exupéry; Tove Jansson; Olga Tokarczuk; Kazuo Ishiguro; Italo Calvino; Halldór Laxness; Svetlana Alexievich; Yōko Ogawa; Jorge Luis Borges; Zadie Smith; Bohumil Hrabal; László Krasznahorkai; Mo Yan.
      """#),
  ]
}
