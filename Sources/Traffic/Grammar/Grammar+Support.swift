extension Grammar {
  /// Customer support of a shop that sells goods and subscriptions; the line format is `GrammarParser`'s.
  static let supportSource = #"""
    domain support
    prompt You are the support assistant of an online retailer. Answer briefly and kindly, rely only on the \#
    shop's policies, and hand over to a person when an account has to be changed.

    objects item
    * coffee machine | espresso machine | coffee maker
    * office chair | desk chair | swivel chair
    * winter jacket | winter coat | down jacket
    * laptop stand | notebook stand | laptop riser
    * robot vacuum | robot vacuum cleaner | vacuum robot
    * garden table | patio table | outdoor table
    * desk lamp | reading lamp | table lamp
    * hiking backpack | hiking rucksack | trekking backpack
    * foam mattress | memory foam mattress | mattress
    * bike helmet | cycling helmet | bicycle helmet
    * food blender | kitchen blender | smoothie blender
    * carry-on suitcase | cabin suitcase | hand luggage suitcase
    * electric kettle | water kettle | kettle

    objects device
    * wifi router | wireless router | internet router
    * smart TV | television set | TV set
    * smart thermostat | heating thermostat | thermostat
    * doorbell camera | video doorbell | camera doorbell
    * fitness tracker | fitness band | activity tracker
    * photo printer | ink printer | inkjet printer
    * android tablet | tablet computer | 10 inch tablet
    * noise cancelling headset | wireless headset | bluetooth headset
    * dash cam | dashboard camera | car camera
    * game console | gaming console | video game console
    * baby monitor | baby phone | nursery monitor
    * electric toothbrush | sonic toothbrush | rechargeable toothbrush

    objects service
    * family plan | family package | family tariff
    * gym membership | fitness membership | gym contract
    * mobile plan | cell phone plan | mobile phone contract
    * home internet contract | broadband contract | fiber internet contract
    * streaming subscription | video streaming subscription | movie streaming subscription
    * cloud storage plan | cloud backup plan | online storage plan
    * magazine subscription | monthly magazine subscription | print magazine subscription
    * travel insurance plan | trip insurance plan | travel cover plan
    * meal kit subscription | weekly meal box | meal box subscription
    * premium account | premium membership | premium tier
    * music subscription | music streaming plan | music plan
    * device protection plan | gadget insurance plan | device insurance plan
    * coffee bean subscription | coffee delivery subscription | coffee bean plan

    objects place
    * downtown store | city centre store | downtown shop
    * bike workshop | bicycle workshop | bike repair workshop
    * repair centre | repair shop | service centre
    * parcel pick-up point | pick-up station | collection point
    * factory outlet | outlet store | outlet
    * showroom | furniture showroom | exhibition room
    * returns desk | return counter | returns counter
    * airport shop | airport store | shop at the airport
    * tool library | tool lending shop | tool lending point
    * rental station | equipment rental | rental desk
    * warehouse sale | warehouse shop | warehouse store
    * garden centre | plant shop | garden shop

    objects login
    * customer account | shop account | online shop account
    * mobile app | phone app | app login
    * email account | mailbox | email inbox
    * loyalty card | bonus card | rewards card account
    * parental control | parental lock | child lock
    * voicemail box | voicemail | voice mailbox
    * business portal | company portal | corporate portal
    * gift card wallet | gift card account | voucher wallet
    * newsletter profile | newsletter account | mailing profile
    * self-service kiosk | service kiosk | kiosk login
    * seller dashboard | merchant dashboard | vendor dashboard
    * smart home hub | home hub | smart home app

    entity brand " "
    : Silver | Cedar | Northern | Bright | Atlas | Juniper | Copper | Harbor | Velvet | Summit | Golden | Quiet
    : Polar | Crimson | Willow | Granite | Nimbus | Orchard | Meadow | Falcon
    / Line | Works | House | Point | Brothers | Studio | Lane | Goods | Supply | Craft | Direct | Collective

    entity city ""
    : Ash | Fair | Oak | Clear | Stone | Brook | River | Mill | Green | Lake | Wood | Elm | North | Maple
    : King | Bridge | High | Rose
    / ford | field | haven | ton | bury | view | dale | port | wick | mouth | stead | burg

    frame cancel simple service brand with @ | from @ | at @
    - Cancel my {o}.
    - cancel {o}
    - How do I cancel my {o}?
    - I want to cancel the {o}.
    - Please end my {o} as soon as possible.
    - Can I cancel the {o} online?
    - I'd like to stop my {o} at the end of the month.
    - Please terminate the {o}, I don't need it anymore.
    - We moved abroad last month. How can I cancel my {o}?
    - What is the notice period to cancel the {o}?
    - {o} cancellation
    - Is it possible to cancel my {o} today?
    - Where do I find the button to cancel my {o}?
    - I no longer use the {o}, so please close it.
    - Could you tell me how to get out of my {o}?
    - My {o} should not be renewed, please stop it.
    - how to quit {o}
    - Could you please cancel the {o} for me?
    - stop renewal {o}
    - I signed up by mistake. Please cancel my {o}.
    - What steps do I take to end the {o}?
    - Which form do I fill in to cancel {a}?

    frame price simple item,device brand from @ | by @
    - How much does the {o} cost?
    - price {o}
    - What is the price of the {o}?
    - How much is your {o}?
    - Tell me the current price of the {o}, please.
    - {o} cost
    - Is the {o} on sale this week?
    - I'm looking for {a}. How much is it?
    - What would I pay for the {o} including tax?
    - Could you give me the price for {a}?
    - Do you have a discount on the {o} today?
    - How expensive is the {o}?
    - What do you charge for the {o}?
    - Please send me the price of the {o}.
    - cheapest {o} price
    - How many dollars is the {o} with shipping?
    - Can you check the price tag of the {o}?
    - I saw the {o} in your window. What does it cost?
    - What's the retail price for {a}?
    - price check for the {o}{e} please
    - Need a price for {a}.
    - Does the {o} still cost the same as last year?

    frame tracking simple item,device brand from @ | by @
    - Where is my {o}?
    - When will my {o} arrive?
    - track {o}
    - Has the {o} been shipped yet?
    - What time will my {o} be delivered?
    - delivery time {o}
    - Please track my {o} for me.
    - I ordered {a} last week. When does it come?
    - Will the {o} be delivered today?
    - Can you tell me the delivery date of the {o}?
    - How long does delivery of the {o} take?
    - My {o} is late. Where is it now?
    - What is the status of the delivery of my {o}?
    - I'm still waiting for my {o} to arrive.
    - shipping status {o}
    - Show me the tracking link for the {o}.
    - Could you check when the {o} gets here?
    - Did the parcel with my {o} leave the warehouse?
    - Give me the expected arrival of my {o}.
    - Nobody rang the bell. Was my {o} delivered to a neighbor?
    - What day should I stay at home for the {o}?
    - Which carrier is bringing my {o}?

    frame hours simple place city in @ | near @
    - What are the opening hours of the {o}?
    - opening hours {o}
    - What time does the {o} open?
    - When does the {o} close?
    - Is the {o} open on Sunday?
    - Is the {o} open today?
    - Tell me the hours of the {o}, please.
    - {o} hours
    - Until what time can I visit the {o}?
    - How late is the {o} open on weekdays?
    - Could you tell me when the {o} opens on Saturday?
    - I work until six. Is the {o} still open then?
    - Does the {o} have different hours in the holidays?
    - business hours of the {o}{e} please
    - At what time can I reach the {o} in the morning?
    - when open {o}
    - Please give me the opening times of the {o}.
    - What hours does the {o} keep this week?
    - Does the {o} take a lunch break?
    - I need the weekend hours for the {o}.
    - How early can I come to the {o}?
    - Can I use the {o} on a public holiday, or is it closed?

    frame password simple login brand at @ | with @
    - How do I reset the password for my {o}?
    - reset password {o}
    - I forgot the password of my {o}.
    - Please reset my {o} password{e}.
    - I can't log in to my {o} anymore.
    - Can you send me a new password for the {o}?
    - forgot password {o}
    - My {o} is locked after three wrong attempts. How do I unlock it?
    - Where can I change the password of the {o}?
    - The reset link for my {o} never arrived.
    - How can I get back into my {o}?
    - I have a new phone and the {o} wants a password. Can you reset it?
    - What do I do when the {o} rejects my password?
    - unlock {o}
    - Could you help me recover access to my {o}?
    - Set a new password for the {o}, please.
    - {o} login not working
    - I need to recover the password for my {o} today.
    - Is there a way to reset the {o} pin{e}?
    - The {o} says my password expired. How do I renew it?
    - Which page lets me reset the password for the {o}?
    - Send the password reset mail for my {o} again, please.

    frame address simple service brand with @ | at @
    - How do I change the address on my {o}?
    - change address {o}
    - Please update the address for my {o}.
    - I moved house. How do I change the address of my {o}?
    - Can I update the billing address of the {o} online?
    - new address for {o}
    - Where do I enter my new address for the {o}?
    - My address changed, please correct it in the {o}.
    - Could you change the postal address on the {o}?
    - I'd like to use another address for my {o}.
    - address update {o}
    - The invoice of my {o} shows my old address.
    - What is the quickest way to change my address in the {o}?
    - We are moving this week. Can you change the address of our {o}?
    - Please note my new street for the {o}.
    - Does my {o} stay valid when I change address?
    - I need to fix a typo in the address of my {o}.
    - How long does it take to change the address of the {o}?
    - Which address do you have on file for my {o}?
    - Can someone else's address be used for the {o}?
    - move {o}{e} to new address
    - Tell me how to edit the address for my {o}, please.

    frame return medium item,device brand from @ | by @
    - How do I return my {o}?
    - return {o}
    - I want to return the {o} I bought.
    - Can I send back the {o} without the original box?
    - Please send me a return label for the {o}.
    - The {o} is too small for me, how can I return it?
    - What is your return policy for {a}?
    - I changed my mind about the {o} and want to send it back.
    - How many days do I have to return the {o}?
    - {o} return label
    - Who pays the postage when I return the {o}?
    - I'd like to exchange the {o} for another color.
    - Could you arrange a pick-up to return my {o}?
    - It was a gift and I already have one. Can I return the {o}?
    - Do you take back {a} that was used once?
    - send back {o}
    - Please explain the steps to return the {o}.
    - Can I bring the {o} back to a store instead of mailing it?
    - My {o} doesn't look like the picture, I'd like to return it.
    - Is it still possible to return the {o} after five weeks?
    - I need to return the {o} today, where is the nearest drop-off?
    - What happens after I return my {o}?

    frame refund medium item,device brand from @ | by @
    - Where is the refund for my {o}?
    - refund status {o}
    - When do I get my money back for the {o}?
    - I returned the {o} two weeks ago and still have no refund.
    - Has the refund of the {o} been approved?
    - Please check the refund for my {o}.
    - How long does a refund for {a} take?
    - {o} refund
    - The shop received my {o}, but my bank shows no refund.
    - Could you tell me the status of the refund for the {o}?
    - You refunded only a part of the {o}. Where is the rest?
    - Will the refund for the {o} go to my credit card or to a voucher?
    - I am still waiting for the money for my {o}.
    - Did you process the refund for the {o} this week?
    - Can you refund the {o} to another account?
    - Please confirm the amount you will refund for the {o}.
    - Why was my refund for the {o} rejected?
    - missing refund for {o}
    - I sent the {o} back unopened. When can I expect the refund?
    - I want a full refund for the {o}, including shipping.
    - Who can tell me why the {o} has not been refunded?
    - Money back for {o}, how long?

    frame fault medium item,device brand from @ | by @
    - My {o} is broken.
    - The {o} arrived damaged, what should I do?
    - broken {o}
    - I want to complain about my {o}, it broke after two days.
    - A part is missing from the {o} I received.
    - My {o} stopped working. Can you repair or replace it?
    - {o}{e} defective
    - The {o} makes a strange noise, is that normal?
    - What can I do about {a} that is faulty?
    - I unpacked the {o} and found a crack in it.
    - Please send a replacement for the faulty {o}.
    - The quality of the {o} is very bad and I'm disappointed.
    - How do I report a defect in my {o}?
    - There is a scratch on the {o}. Can I get a discount?
    - Could you have someone look at my faulty {o}?
    - {o}{e} not working properly, need help
    - After a month the {o} already falls apart.
    - My new {o} smells burnt. Is it safe to use?
    - This is the second broken {o} you sent me.
    - The {o} I got is the wrong model and it is damaged.
    - Who do I contact about the fault in my {o}?
    - Since the latest update of your shop nobody answers about my broken {o}.

    frame charge medium service brand with @ | from @
    - Why was I charged for the {o}?
    - explain charge {o}
    - There is a charge for {a} on my bill that I don't recognize.
    - Please explain the fee for my {o}.
    - My {o} was billed twice this month.
    - What is this extra charge on the {o}?
    - I was charged for the {o} although the trial was free.
    - {o} charged twice
    - Can you break down the latest invoice of my {o}?
    - The bill for my {o} is higher than usual. Why?
    - Why did the price of my {o} go up?
    - Could you tell me what the charge for the {o} covers?
    - I cancelled in May, but the {o} still shows up on my card.
    - Why do you take money for the {o} before the month ends?
    - unknown charge {o}
    - How is the monthly fee of the {o} calculated?
    - I'd like to understand the setup fee of my {o}.
    - Does the charge for the {o} include tax?
    - My statement lists the {o} with a wrong amount, please check the charge.
    - Please explain why the {o} was billed early.
    - What does the service fee on my {o} stand for?
    - Did the charge for the {o} change because I upgraded?

    frame pause medium service brand with @ | at @
    - Can I pause my {o}?
    - pause {o}
    - I'm travelling for two months, how do I pause my {o}?
    - How long can I put the {o} on hold?
    - Please suspend my {o} until September.
    - Do I still pay while the {o} is paused?
    - put {o} on hold
    - Is it possible to freeze the {o} for a while?
    - I had an operation and can't use the {o}. Can you pause it?
    - What happens to my data when the {o} is on hold?
    - I'd like to interrupt my {o} instead of cancelling it.
    - Could you pause the {o} from this week on?
    - How do I resume my {o} after a break?
    - {o} pause option
    - Which conditions apply if I suspend the {o}?
    - Please pause the {o} for the summer and restart it in autumn.
    - Can the {o} be paused more than once a year?
    - Where in the settings can I freeze my {o}?
    - Does a pause make the term of my {o} longer?
    - temporarily stop {o}
    - We won't be home for a while, so please hold the {o}.
    - I need a break from my {o}, what are my options?

    frame warranty medium item,device brand from @ | by @
    - Is my {o} still under warranty?
    - warranty {o}
    - How long is the warranty on the {o}?
    - I want to make a warranty claim for my {o}.
    - Does the warranty of the {o} cover water damage?
    - What does the warranty for {a} include?
    - I lost the receipt. Is the warranty on my {o} still valid?
    - {o} warranty claim
    - Please check the warranty of my {o}.
    - Can I extend the warranty for the {o}?
    - My {o} failed after eighteen months. Is that covered?
    - Where do I register the {o} for the warranty?
    - Will a repair by a friend void the warranty on my {o}?
    - Could you explain the difference between guarantee and warranty for the {o}?
    - How do I start a warranty repair of the {o}?
    - Who pays for the parts if the {o} breaks within the warranty?
    - Does the {o} come with a warranty when I buy it used?
    - The warranty card of the {o} is missing, please send a new one.
    - I need proof of warranty for my {o}.
    - extend warranty {o}
    - When does the warranty for the {o} run out?
    - Tell me which defects of the {o} the warranty excludes.

    frame compare-plans complex service brand with @ | from @
    - Compare my {o} with your other offers and explain which one suits a household of four.
    - compare {o}{e} with alternatives, pros and cons
    - Which is better value over two years, keeping my {o} or switching to a cheaper one?
    - Please analyze whether the {o} still fits me, given that I travel half of the year.
    - What are the trade-offs between the {o} and paying for each use separately?
    - Can you compare the {o} and the basic offer in price, limits and contract length?
    - I pay for the {o} and hardly use it. Evaluate my options and recommend one.
    - Give me a detailed comparison of the {o} and what your competitors sell.
    - Help me decide between the {o} and the next bigger one, with the cost of each over a year.
    - Explain why the {o} costs more than last year and whether an alternative is worth it.
    - How does the {o} compare with the latest offers on price and features?
    - evaluate {o}{e} versus pay as you go
    - My parents, my sister and I each have {a}. Would one shared contract be cheaper for us?
    - For a small team of nine people, is the {o} the right choice or should we pick something else?
    - List the advantages and disadvantages of the {o} compared to the smaller one.
    - I need a table that compares the {o} with two alternatives, including hidden fees.
    - Under which conditions does the {o} become cheaper than buying single services?
    - Work out how much I would save if I moved from the {o} to a yearly payment.
    - Two friends recommend different things. Is the {o} really the best one for a student?
    - Which parts of the {o} would I lose if I went down a level, and is that worth the saving?
    - Should I keep the {o} or change it? Consider price, service and notice period.
    - Please weigh the {o} against the alternatives for someone who works from home.

    frame overcharge complex service brand with @ | at @
    - Analyze the last six invoices of my {o} and explain why the total keeps rising.
    - I believe I was overcharged for my {o} since spring. Please go through the bills and work out the difference.
    - dispute several invoices {o}, explain differences
    - My {o} changed price three times. Reconstruct what I should have paid and what I did pay.
    - Why does the discount on my {o} appear in some months and not in others?
    - Two reps told me different prices for the {o}. Check which is right and evaluate my claim.
    - Please investigate the overlapping charges for my {o} and propose a fair settlement.
    - I upgraded, downgraded and then paused the {o}. Explain step by step how you billed each month.
    - Calculate the refund I am owed for the {o}, taking the outage days and the price change into account.
    - The {o} was billed in two currencies. Analyze the exchange fees and tell me who must bear them.
    - Compare what the contract of my {o} says with what you billed over the year.
    - I want to escalate the billing of my {o}. Summarize the case and the rules that apply.
    - How could the {o} cost more after I took fewer options? Explain the logic behind the bill.
    - overcharged for {o}, analyze bills and draft complaint
    - Draft a formal complaint about the billing of my {o} that refers to the terms of contract.
    - Which of the fees on my {o} are lawful and which can I dispute? Give reasons.
    - My late father had {a}. Work out which payments after his death must be returned.
    - The promised credit for the {o} never came. Trace what happened and explain why.
    - Check whether the price increase of the {o} this week respects the notice period in my terms.
    - We share the {o} among five flatmates. Analyze how the bill should be divided after two moved out.
    - Evaluate whether it is worth taking the wrong bills for my {o} to arbitration.
    - Please audit all payments for my {o} and list every charge that lacks a basis.

    frame diagnose complex device brand from @ | by @
    - My {o} fails at random. Help me diagnose why, step by step.
    - diagnose {o}, drops out several times per day
    - The {o} works in the kitchen but not upstairs. Analyze the possible causes and how to rule them out.
    - After the latest firmware the {o} restarts every night. Explain why and how to fix it.
    - I already reset the {o}, changed cables and reinstalled the app. What else could be wrong?
    - Why does my {o} lose its settings whenever the power goes out, and how do I prevent it?
    - Please write a troubleshooting plan for {a} that disconnects only in the evening.
    - Compare the likely causes of the {o} overheating and tell me which test separates them.
    - My {o} got slow since I added a second one. Investigate whether they disturb each other.
    - The {o} shows a different error each time. Is it hardware or software, and how can I tell?
    - debug {o}{e} connection problem with vpn and mesh network
    - Evaluate whether repairing my {o} makes sense or whether I should replace it, and explain why.
    - How do I find out if the {o}, the power supply or my network is to blame?
    - The {o} and my phone stopped talking to each other. Walk me through a full diagnosis.
    - Battery life of the {o} fell by half in a month. Analyze what may drain it.
    - Design a set of tests to find the fault in my {o}, starting with the cheapest one.
    - Three technicians looked at the {o} and each said something else. Who is right?
    - My {o} works with one account and fails with another. What does that tell us?
    - Interpret the log of my {o} and explain why it drops the connection today.
    - Since we moved the {o} next to the microwave it behaves oddly. Explain the cause and a remedy.
    - What are the trade-offs between a factory reset and a partial reset of the {o}?
    - Help me investigate an intermittent fault of the {o} that support could not reproduce.

    frame migrate complex service brand with @ | at @
    - Plan how we move four private contracts into one {o} without any gap in service.
    - migrate existing contracts to {o}, plan and risks
    - We are merging two households. Design the cheapest way to combine everything in a single {o}.
    - What is the best order to transfer numbers, data and payments to the new {o}? Explain why.
    - Evaluate the risks of moving my whole company to the {o} in one weekend.
    - I take over a business that has {a}. Analyze what changes in contract, tax and liability.
    - How do I switch the {o} to a new owner while keeping the discounts and the history?
    - Compare a step by step move to the {o} with a single switch, in cost and risk.
    - Prepare a timeline for leaving my provider and starting the {o}, with all notice periods.
    - Our club has nine members with separate bills. Explain how to bring them into one {o} fairly.
    - transfer {o}{e} to another person abroad, what to consider
    - Which rights do I lose when I convert my {o} into a company contract? Analyze the terms.
    - Work out the total cost of moving the {o} to another country for two years.
    - I need a strategy for changing from the {o} to a rival without paying twice.
    - Consider our budget and usage, then design a plan to move everyone to the {o} by June.
    - What could go wrong if we split the {o} after the divorce, and how do we prepare?
    - Assess whether to migrate to the {o} now or to wait for the new terms, and explain the trade-off.
    - Please draft a checklist and a fallback plan for migrating to the {o} this week.
    - My employer will pay for the {o} from July. How should I restructure what I have today?
    - Can the old options be carried over to the {o}? Go through each and suggest a replacement.
    - Two contracts end in different months. Optimize the moment at which I change to the {o}.
    - Outline all legal and technical steps to hand the {o} over to my daughter.

    list city: Denver | Leeds | Austin | Porto | Graz | Dublin | Oslo | Utrecht | Boston | Tampa | Bristol | Lyon
    list city: Turin | Malmo | Perth | Calgary | Ghent | Bergen | Seville | Reno | Cork | Bath | Omaha | Basel
    list store: Main Street | Station Square | Harbor Mall | Kings Road | Market Hall | Park Avenue | Old Town
    list store: West Gate | Mill Lane | Union Plaza | Bridge Street | Garden Row
    list color: black | white | dark green | navy blue | light gray | red | sand | copper | silver | purple
    list person: Ms. Keller | Mr. Novak | Ms. Okafor | Mr. Lindgren | Ms. Tanaka | Mr. Duarte | Ms. Byrne
    list person: Mr. Haddad | Ms. Rossi | Mr. Fischer | Ms. Laurent | Mr. Osei | Ms. Petrov | Mr. Walsh
    list login: anna.keller | tom.novak | j.okafor | mia.lind | k.tanaka | rui.duarte | s.byrne | omar.h | eva.rossi
    list pay: credit card | bank transfer | a gift voucher | direct debit | a debit card | instalments | invoice
    list carrier: the parcel service | the post office | a courier | the freight company | the night express
    list why: I leave for a holiday on {date} | my landlord needs an answer by {date} | it is a birthday present
    list why: my children depend on it | I already wrote twice | the hotline hung up on me | I am on crutches
    list why: I need it for work | the chat bot could not help | I have to tell my accountant by {date}
    list why: we have guests from {city} | my neighbor had the same trouble | I may move to {city} soon

    reference The order number is {ref}.
    reference My customer number is {ref}.
    reference Reference {ref}.
    reference See ticket {ref}.
    reference It is about invoice {ref}.
    reference The case number on your letter is {ref}.
    reference Order {ref}, placed on {date}.
    reference The receipt says {ref} and {date}.

    detail I paid {amount} by {pay}.
    detail I paid by {pay} on {date}.
    detail I bought it at your {store} store on {date}.
    detail It was meant for my address in {city}.
    detail I live in {city} and cannot come to the store.
    detail I spoke to {person} on {date}.
    detail {person} from your {city} team promised to call me back.
    detail The one I have is {color}.
    detail It came with {carrier} on {date}.
    detail My bank booked {amount} on {date}.
    personal You can write to {login}{number}@example.com.
    personal Please call me at +1 202 555 01{twodigits}.
    detail I ask because {why}.
    detail The total was {amount} with a voucher of {amount}.
    detail The label also shows the number {number}.
    detail On {date} the clerk at {store} in {city} could not find it.
    detail Your mail of {date} mentions {amount}.
    """#
}
