/// What `parley init` writes: a tea shop of a dozen products.
enum StarterShop {
  static let configuration = """
    # A shop that answers from products.csv. `parley config check` tells what is wrong with this file,
    # docs/config.md what else can stand in it.
    version: 1
    upstreams:
      - name: main                              # any OpenAI-compatible model, when there is an address
        base_url: ${PARLEY_BASE_URL:-}
        api_key: ${PARLEY_API_KEY:-}
        model: ${PARLEY_MODEL:-gpt-4.1-mini}
      - {name: extractive, provider: extractive}  # built in: reads out records
    knowledge:
      - name: catalog
        kind: products
        currency: EUR
        language: en
        sources: [{path: products.csv}]
    plugins:
      - {name: catalog, use: Catalog, with: {collection: catalog, top: 5}}
      - {name: log, use: Logging, with: {path: logs/chat.jsonl}}
    personas:
      - name: assistant
        label: Assistant
        language: en
        greeting: Hello! What are you looking for?
        samples: [Green tea under 10 euros, What is the cheapest teapot?]
        instructions: |
          You help the customers of {{shop_name}}. Answer from the records and cite them.
          When they do not answer the question, say so and give the contact.
        variables: {shop_name: Leaf & Kettle}
        contact: "mailto:hello@example.org"

    """

  static let products = """
    sku,name,brand,category,description,price,sale price,stock,size,material
    T-101,Sencha Green Tea,Leaf & Kettle,Green tea,"First-harvest leaves, grassy and light.",8.90,,42,100 g,
    T-102,Jasmine Pearls,Leaf & Kettle,Green tea,"Hand-rolled green tea, scented with jasmine blossom.",14.50,11.90,12,80 g,
    T-103,Gunpowder Green Tea,Karavan,Green tea,"Smoky and strong; the base of mint tea.",6.20,,60,125 g,
    T-201,Assam Second Flush,Leaf & Kettle,Black tea,Malty and dark; takes milk well.,9.40,,35,125 g,
    T-202,Earl Grey Blue Flower,Karavan,Black tea,Bergamot and cornflower petals.,7.80,,0,100 g,
    T-203,Darjeeling First Flush,Leaf & Kettle,Black tea,Flowery and brisk; steep two minutes.,18.00,,8,50 g,
    T-301,Chamomile Blossoms,Karavan,Herbal tea,Whole dried blossoms without caffeine.,5.60,,50,60 g,
    T-302,Peppermint Leaves,Karavan,Herbal tea,Cut leaves; good hot and cold.,4.90,3.90,71,75 g,
    P-401,Clay Teapot,Hearth,Teapots,Unglazed clay that remembers every brew.,49.00,,5,600 ml,clay
    P-402,Glass Teapot with Strainer,Hearth,Teapots,Heat-proof glass; watch the leaves unfold.,32.00,26.00,14,1 l,glass
    P-403,Cast Iron Teapot,Hearth,Teapots,Keeps tea warm for an hour.,69.00,,3,900 ml,iron
    C-501,Stoneware Mug,Hearth,Mugs,Thick-walled; safe in the dishwasher.,12.00,,28,350 ml,stoneware

    """
}
