extension Grammar {
  /// Questions over a company's documents; the line format is `GrammarParser`'s.
  static let retrievalSource = #"""
    domain retrieval
    prompt You answer questions about the company's documents. Use only the passages you are given, name the \#
    document and the page of every statement, and say so when the passages hold no answer.

    objects document
    * annual report | yearly report | annual business report
    * employee handbook | staff handbook | employee manual
    * security audit | security audit report | security review
    * supplier contract | vendor contract | supply contract
    * privacy policy | data privacy policy | privacy statement
    * onboarding guide | new hire guide | onboarding manual
    * project charter | project brief | charter of the project
    * market study | market research report | market analysis
    * budget proposal | proposed budget | budget plan
    * incident report | outage report | incident write-up
    * technical specification | tech spec | technical spec
    * lease agreement | office lease | rental agreement
    * board presentation | board slides | slide deck for the board
    * sustainability report | ESG report | environmental report

    objects figure
    * net revenue | total revenue | sales revenue
    * operating margin | operating profit margin | margin from operations
    * headcount | number of employees | staff count
    * energy consumption | energy use | power consumption
    * travel spending | travel expenses | business travel cost
    * customer churn | customer churn rate | churn of customers
    * order backlog | backlog of orders | open order volume
    * research spending | research budget | research expenditure
    * marketing cost | marketing spend | marketing expenses
    * inventory value | stock value | value of the inventory
    * net debt | net financial debt | net borrowings
    * accident rate | workplace accident rate | rate of accidents
    * water usage | water consumption | water use

    objects policy
    * parental leave | parental leave policy | maternity and paternity leave
    * remote work | working from home | remote working
    * data retention | retention of data | data retention period
    * travel expense limit | travel cost limit | limit for travel expenses
    * conflict of interest | conflicts of interest | conflict of interest rule
    * overtime pay | overtime compensation | pay for overtime
    * sick leave | sick pay | paid sick leave
    * password policy | password rules | password standard
    * gift acceptance | accepting gifts | gift policy
    * probation period | trial period for new hires | probationary period
    * expense reimbursement | reimbursement of expenses | expense refund
    * whistleblower protection | whistleblowing | protection of whistleblowers
    * vacation carry-over | holiday carry-over | carry-over of vacation days

    objects decision
    * office relocation | office move | relocation of the office
    * ERP replacement | new ERP system | ERP switch
    * hiring freeze | freeze on hiring | recruitment freeze
    * warehouse automation | automated warehouse | automation of the warehouse
    * cloud migration | move to the cloud | migration to the cloud
    * price increase | higher list price | price rise
    * factory closure | plant closure | closing of the plant
    * brand redesign | new brand design | rebranding
    * fleet electrification | electric vehicle fleet | switch to an electric fleet
    * joint venture | joint venture deal | joint venture plan
    * share buyback | stock buyback | buyback of shares
    * outsourcing of payroll | payroll outsourcing | external payroll
    * customer portal launch | launch of the customer portal | new customer portal

    objects process
    * vendor onboarding | supplier onboarding | onboarding of vendors
    * invoice approval | approval of invoices | invoice sign-off
    * incident response | response to incidents | incident handling
    * contract renewal | renewal of contracts | extending a contract
    * equipment purchase | buying equipment | purchase of equipment
    * access request | request for access | system access request
    * job requisition | opening a new position | request for a new position
    * change management | change control | managing changes
    * export clearance | export control check | export approval
    * fire drill | fire evacuation drill | evacuation drill
    * visitor registration | registering visitors | visitor sign-in
    * product recall | recall of a product | product recall procedure
    * internal audit | internal auditing | in-house audit

    entity company " "
    : Marlow | Hadley | Tarn | Velox | Corvin | Aldis | Brenner | Castell | Dunmore | Eastgate | Fenwick
    : Garrick | Holt | Ivory | Jasper | Kestrel | Lomond | Merrin | Norden | Ostrava
    / Group | Logistics | Energy | Foods | Systems | Partners | Textiles | Chemicals | Motors | Bank
    / Insurance | Pharma

    entity project " "
    : Project Amber | Project Beacon | Project Cobalt | Project Delta | Project Ember | Project Fjord
    : Project Glacier | Project Heron | Project Indigo | Project Kite | Project Lotus | Project Mistral
    : Project Nova | Project Onyx | Project Pinnacle | Project Quartz
    / North | South | East | West | Europe | Asia | Retail | Wholesale | Digital | Core

    frame figure simple figure company of @ | at @ | for @
    - What was the {o} last year?
    - {o}{e} last year
    - Find the {o} in the report.
    - How high is the {o}?
    - Where is the {o} stated?
    - What does the report give as the {o}?
    - Please look up the {o} for me.
    - Give me the {o} in one number.
    - I need the {o} for a slide. What is it?
    - What is the latest {o}?
    - Tell me the {o} as of December.
    - Which page shows the {o}?
    - latest {o}
    - How much was the {o} in the second quarter?
    - Do we have a number for the {o}?
    - The auditor asks for the {o}. Can you find it?
    - Show the {o} with its source, please.
    - Can you tell me the exact {o}?
    - look up {o}{e} in annual report
    - Is the {o} given in the appendix?
    - Please quote the sentence that states the {o}.
    - What {o} was reported to the board this week?

    frame definition simple policy company at @ | within @
    - What is the definition of {o}?
    - define {o}
    - What does {o} mean in our handbook?
    - How do we define {o}?
    - Where is {o} defined?
    - Give me the definition of {o}, please.
    - Which page defines {o}?
    - {o} meaning
    - Please quote the paragraph on {o}.
    - I'm new here. What is meant by {o}?
    - What counts as {o}?
    - Who is covered by {o}?
    - Is {o} mentioned in the handbook?
    - Tell me in one sentence what {o} is.
    - Find the entry for {o} in the glossary.
    - What is the rule for {o}?
    - {o} rule handbook
    - Does {o} apply to interns?
    - Can you show me the latest text on {o}?
    - A colleague asked about {o}. What does the policy say?
    - What do the company rules say about {o} today?
    - Where can I read about {o}?

    frame approval simple decision project in @ | under @
    - Who approved the {o}?
    - approved by, {o}
    - Who signed off on the {o}?
    - When was the {o} approved?
    - Which committee approved the {o}?
    - Name the person who approved the {o}.
    - Was the {o} approved by the board?
    - On what date did they approve the {o}?
    - Please find out who gave approval for the {o}.
    - I need the name of the approver of the {o}.
    - Has the {o} been approved this week?
    - Whose signature is under the {o}?
    - {o}{e} approval who and when
    - Did the finance director approve the {o}?
    - Is there a signed approval of the {o}?
    - Show me the minutes where the {o} was approved.
    - Who had the final say on the {o}?
    - The {o} was decided in spring. Who approved it?
    - Can you tell me who voted for the {o}?
    - Which document records the approval of the {o}?
    - approval date {o}
    - Who must I ask about the approval of the {o}?

    frame validity simple document company of @ | from @
    - When does the {o} take effect?
    - effective date {o}
    - What is the date of the {o}?
    - Which version of the {o} is valid?
    - Is there a newer {o}?
    - How old is the {o}?
    - When was the {o} last updated?
    - Please tell me the version number of the {o}.
    - I have {a} from 2019. Is it still valid?
    - Until when is the {o} valid?
    - {o} latest version
    - Who is the owner of the {o}?
    - Does the {o} have an expiry date?
    - Give me the publication date of the {o}.
    - On which day was the {o} issued?
    - Has the {o} been replaced?
    - Where is the latest {o} stored?
    - version and date of {o}
    - Could you check whether the {o} is out of date?
    - What is the file name of the {o}?
    - How many pages does the {o} have?
    - Which department publishes the {o}?

    frame deadline simple process company at @ | within @
    - What is the deadline for {o}?
    - deadline {o}
    - By when must {o} be finished?
    - How many days are allowed for {o}?
    - Until what date is {o} open?
    - When is the next {o} due?
    - Is there a time limit for {o}?
    - Please find the due date for {o}.
    - {o} due date
    - How long does {o} take at most?
    - Our team starts tomorrow. What is the time limit for {o}?
    - Which day of the month is the cut-off for {o}?
    - Tell me the deadline of the {o} step{e}.
    - Does {o} have to be done by Friday?
    - What happens on the due date of {o}?
    - Can you look up how long {o} may last?
    - Is the deadline for {o} today?
    - How late can we begin {o}?
    - I think I missed the deadline for {o}. What was it?
    - time limit {o}{e} in days
    - Where is the deadline for {o} written down?
    - What date does the guideline give for {o}?

    frame summarize medium document company of @ | from @
    - Summarize the {o}.
    - summary {o}
    - Please give me a short summary of the {o}.
    - What are the main points of the {o}?
    - Can you sum up the {o} in five bullet points?
    - I have no time to read the {o}. What does it say?
    - Write an abstract of the {o}.
    - tl;dr of the {o}
    - What are the key messages in the {o}?
    - Condense the {o} to half a page, please.
    - Give me an overview of the {o}.
    - Could you summarize the {o} for a new colleague?
    - What should a manager know about the {o}?
    - Tell me in plain words what the {o} is about.
    - {o} key points
    - Outline the chapters of the {o}.
    - The {o} has ninety pages. Please extract the essentials.
    - I need a summary of the latest {o} for a meeting today.
    - Which conclusions does the {o} draw?
    - Describe the content of the {o} briefly.
    - Boil the {o} down to its three most important statements.
    - How would you sum up the {o} for the board?

    frame requirements medium process company at @ | within @
    - List the requirements for {o}.
    - requirements {o}
    - What are the requirements for {o}?
    - Which conditions must be met for {o}?
    - What do I have to submit for {o}?
    - Which documents are needed for {o}?
    - Please list everything that is required for {o}.
    - Are there mandatory checks in {o}?
    - checklist {o}
    - What are the prerequisites of {o}?
    - We plan {o} next month. What must be in place?
    - Give me a checklist for {o}.
    - What does the guideline demand for {o}?
    - Can you extract all the must clauses about {o}?
    - I have to prepare {o}. Which rules apply?
    - Who has to be involved in {o} and what must they provide?
    - {o} mandatory documents
    - Tell me which requirements of {o} are new.
    - Which requirements for {o} changed in the latest version?
    - Does the policy list any exceptions for {o}?
    - Name all forms and signatures needed for {o}.
    - What exactly is demanded of the applicant in {o}?

    frame procedure medium process company at @ | within @
    - Describe the procedure for {o}.
    - procedure {o}
    - How does {o} work?
    - What are the steps of {o}?
    - Walk me through {o} step by step.
    - Please explain how {o} is done.
    - Who does what in {o}?
    - Which step comes first in {o}?
    - {o}{e} step by step
    - I've never done {o} before. How do I start?
    - What is the usual workflow for {o}?
    - How do I proceed with {o}?
    - Can you describe the workflow of {o} from start to end?
    - Which team is responsible for each step of {o}?
    - Turn the guideline on {o} into a list of steps.
    - What happens after the first check in {o}?
    - Explain the process of {o} to someone from another department.
    - how to do {o}
    - Is there a flow chart for {o}, and what does it show?
    - Could you outline who signs at which point of {o}?
    - I am in charge of {o} this week. What do I need to do?
    - What is the official process when it comes to {o}?

    frame obligations medium document company of @ | with @
    - Which obligations follow from the {o}?
    - obligations {o}
    - What do we have to do under the {o}?
    - Extract all action items from the {o}.
    - List the duties the {o} puts on us.
    - Who is responsible for what according to the {o}?
    - Please list the commitments made in the {o}.
    - Does the {o} contain any penalties?
    - {o} action items
    - What deadlines and duties are in the {o}?
    - I have to act on the {o}. What are my tasks?
    - Give me all promises in the {o} with their page.
    - What follow-up does the {o} call for?
    - Which clauses of the {o} bind our company?
    - Make a task list from the {o}, with owners.
    - Are there any reporting duties in the {o}?
    - Our lawyer asks what the {o} obliges us to do.
    - tasks and owners from {o}
    - Pull the open points out of the {o}, please.
    - Which actions from the {o} are due this week?
    - What did each party agree to in the {o}?
    - Can you find every sentence in the {o} that says shall or must?

    frame changes medium document company of @ | from @
    - What changed in the {o} since the last version?
    - changes {o}
    - List the changes in the latest {o}.
    - What is new in the {o}?
    - How does the new {o} differ from the old one?
    - Please show the differences between the two versions of the {o}.
    - Which sections of the {o} were revised?
    - Was anything removed from the {o}?
    - {o}{e} what is new
    - I know last year's {o}. What do I have to relearn?
    - Give me a change log of the {o}.
    - Which paragraphs were added to the {o}?
    - Can you mark what was updated in the {o}?
    - Did the wording of the {o} change in chapter three?
    - Tell me the most important updates in the {o}.
    - What did the revision of the {o} bring?
    - The {o} was revised. Summarize the edits.
    - diff old and new {o}
    - Which numbers in the {o} have been corrected?
    - Is the {o} stricter than it used to be?
    - Who changed the {o} and what did they change?
    - Describe the amendments to the {o} in a few lines.

    frame compare-sections complex document company of @ | from @
    - Compare the first and the last section of the {o} and explain where they contradict each other.
    - compare sections {o}, list contradictions
    - Does the conclusion of the {o} follow from its data? Analyze the argument.
    - Compare the {o} with the one from the year before and explain why the tone changed.
    - Analyze how the risk chapter and the outlook of the {o} fit together.
    - Contrast the summary of the {o} with its details and list every claim that is not supported.
    - Where do the tables in the {o} disagree with the text, and which is more credible?
    - Please compare what the {o} promises with what the appendix shows.
    - Evaluate the evidence in the {o} section by section.
    - Two departments wrote the {o}. Compare their views and explain the differences.
    - Which assumptions in the {o} are inconsistent, and what follows if they are wrong?
    - analyze {o} for gaps and inconsistent statements
    - Set the legal part of the {o} against the technical part and discuss the conflicts.
    - Critically assess the {o}: which sections are strong, which are weak and why?
    - How do the definitions at the start of the {o} change the meaning of the later sections?
    - Relate the findings of the {o} to its recommendations and point out what is missing.
    - I have to challenge the {o} in a meeting today. Where is its reasoning weakest, and why?
    - Build a table that compares each goal in the {o} with the measures meant to reach it.
    - Explain why the {o} reaches another verdict than the study it cites.
    - Weigh the arguments for and against in the {o} and judge which side is better supported.
    - If we accept chapter two of the {o}, can chapter five still be true? Reason step by step.
    - Compare how the {o} treats short-term and long-term effects, with page references.

    frame trend complex figure company of @ | at @
    - Analyze the trend of the {o} over five years and explain why it changed.
    - trend analysis {o}, causes and outlook
    - Explain why the {o} moved so sharply after the second quarter.
    - Compare the {o} across all regions and explain the differences.
    - What drove the {o}? Separate price, volume and currency effects.
    - How would the {o} look without the one-off items? Derive it step by step.
    - Evaluate whether the forecast for the {o} is realistic given the past.
    - Why does the {o} in the report differ from the one in the slides? Reconcile the two.
    - Please examine how the {o} relates to the number of customers and discuss cause and effect.
    - Compare our {o} with that of our main rivals and interpret the gap.
    - Which of the explanations the report gives for the {o} hold up, and which do not?
    - explain why {o}{e} differs between quarters, with evidence
    - The {o} and cash flow moved in opposite directions. Analyze how that is possible.
    - Project the {o} for the next three years under two scenarios and state your assumptions.
    - Assess the measures taken to improve the {o} and whether they worked.
    - Is the change in the {o} seasonal or structural? Argue from the documents.
    - I have to defend the {o} before investors this week. Prepare the analysis behind it.
    - Decompose the {o} by division and find what contributed most to the change.
    - Trace the {o} through all quarterly reports and explain each break in the series.
    - How sensitive is the {o} to the exchange rate? Analyze with figures from the notes.
    - Evaluate the trade-off between the {o} and growth that the management describes.
    - What would have to happen for the {o} to return to its old level? Reason from the data.

    frame risk complex decision project in @ | under @
    - Evaluate the risks of the {o} and rank them by impact.
    - risk analysis {o}, rank by impact
    - Analyze the arguments for and against the {o} in all documents.
    - What are the trade-offs of the {o} in cost, time and quality?
    - Compare the {o} with the alternatives that were considered, and explain why they were dropped.
    - Explain why the {o} was chosen although the study advised against it.
    - Assess the business case of the {o}: which numbers does it stand on, and how firm are they?
    - Please analyze who gains and who loses from the {o}.
    - How does the {o} depend on other projects, and what happens if one of them slips?
    - Which risks of the {o} does the plan ignore? Explain their likely effect.
    - evaluate {o}, best case and worst case
    - The {o} is over budget. Analyze the causes and what can still be done.
    - Would you continue or stop the {o}? Justify it from the latest reports.
    - Work out the total cost of the {o} over ten years from the scattered figures.
    - Compare what was promised about the {o} with what was delivered so far.
    - I must brief the board on the {o}. Evaluate the options and recommend one.
    - Examine the legal, technical and human risks of the {o} and how they interact.
    - How credible is the schedule of the {o}, judged by similar projects in the archive?
    - Discuss the lessons from earlier decisions that apply to the {o}.
    - Design a set of early warning signs for the {o}, based on the risk register.
    - Why do the finance and the operations team judge the {o} so differently?
    - Draft a critical memo on the {o} that weighs benefits against risks with sources.

    frame consistency complex policy company at @ | within @
    - Compare what the handbook and the contracts say about {o} and explain every conflict.
    - analyze {o} across all policies, find conflicts
    - Is our rule on {o} consistent with the law? Analyze it clause by clause.
    - Explain why the rules on {o} differ between our offices, and evaluate which is fairest.
    - Evaluate how {o} works for part-time staff in three different cases.
    - Check all the documents for statements on {o} and reconcile those that contradict each other.
    - What are the trade-offs of a stricter rule on {o}?
    - Compare our approach to {o} with that of two competitors, based on the market study.
    - Which loopholes does the text on {o} leave, and how could they be closed?
    - Please analyze how {o} interacts with the works agreement and local law.
    - Two managers read the rule on {o} differently. Which reading is better supported, and why?
    - compare {o}{e} old rule, new rule, effect on staff
    - Suppose an employee moves abroad in mid-year. Work through what happens to {o}.
    - Design a clearer rule for {o} and explain how it differs from the one we have.
    - Assess the cost and the benefit of changing {o} for everybody.
    - How has our stance on {o} evolved, and what explains the turns?
    - I have to decide a hard case about {o} today. Lay out both sides with the clauses.
    - Examine whether the exceptions to {o} have become the rule.
    - Derive from all the sources a decision tree for {o}.
    - Critique our policy on {o} from the view of an auditor.
    - Why was {o} regulated this way? Trace the reasons through the minutes.
    - Evaluate whether practice and policy agree on {o}, using the audit findings.

    list city: Denver | Leeds | Austin | Porto | Graz | Dublin | Oslo | Utrecht | Boston | Tampa | Bristol | Lyon
    list city: Turin | Malmo | Perth | Calgary | Ghent | Bergen | Seville | Reno | Cork | Bath | Omaha | Basel
    list person: Ms. Keller | Mr. Novak | Ms. Okafor | Mr. Lindgren | Ms. Tanaka | Mr. Duarte | Ms. Byrne
    list person: Mr. Haddad | Ms. Rossi | Mr. Fischer | Ms. Laurent | Mr. Osei | Ms. Petrov | Mr. Walsh
    list team: finance | legal | procurement | operations | sales | facilities | quality | compliance | treasury
    list team: logistics | communications | human resources
    list folder: archive | intranet | board portal | shared drive | contract database | audit folder | wiki
    list kind: footnote | table | chart | appendix | paragraph | box | annex | side letter | cover page
    list topic: pension funds | spare parts | leased trucks | night shifts | raw materials | data centers
    list topic: foreign branches | seasonal workers | patents | freight rates | old claims | packaging waste
    list login: anna.keller | tom.novak | j.okafor | mia.lind | k.tanaka | rui.duarte | s.byrne | omar.h | eva.rossi
    list use: a meeting in {city} | the auditors | a letter to {person} | the supervisory board | a court case
    list use: the works council | a press inquiry | the {team} team | my thesis | a tender in {city}

    reference The document number is {ref}.
    reference It is filed as report_{ref}.pdf.
    reference See record {ref}.
    reference The file is scan-{ref}.docx of {date}.
    reference Use only document {ref}.
    reference I mean the copy with the stamp {ref}.
    reference File number {ref}, dated {date}.
    reference The contract key is {ref}.

    detail Look at the {kind} on page {number}.
    detail I found it in the {folder} of the {team} team.
    detail {person} sent it to me on {date}.
    detail It concerns {topic} in {city}.
    detail The {team} team mentions {millions} there.
    detail I need it for {use}.
    detail Leave out what it says about {topic}.
    detail Only the {city} office matters to me.
    detail The {kind} was added on {date}.
    detail There is a note by {person} about {topic}.
    detail Please also name the {kind} where you found it.
    detail A figure of {millions} appears on page {number}.
    detail The {city} branch has a version from {date}.
    personal Mail the answer to {login}{number}@example.com, please.
    personal {person} can be reached at +1 202 555 01{twodigits}.
    detail Someone moved it from the {folder} on {date}.
    detail The part on {topic} is on page {number}.
    detail It was discussed in {city} on {date}.
    """#
}
