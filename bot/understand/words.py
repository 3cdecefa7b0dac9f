"""Words that tell a title, a company or a person apart."""

# Begin a title, or are one.
TITLE_STARTS = frozenset(
    """
    vp svp evp avp rvp ceo cfo cto coo cio cmo cro cso cpo cco chro ciso cdo cxo clo md gm chief head director
    president vice manager founder co-founder cofounder owner principal lead officer chairman chairwoman chairperson
    chair treasurer secretary executive supervisor senior sr. junior deputy assistant associate regional global
    group-level general managing interim acting former ex-ceo engineer analyst consultant specialist coordinator
    administrator recruiter architect developer designer scientist accountant controller comptroller counsel
    attorney buyer purchaser superintendent foreman dispatcher planner strategist researcher programmer technician
    representative salesperson geschäftsführer geschäftsführerin leiter leiterin vertriebsleiter einkaufsleiter
    vorstand inhaber prokurist directeur directrice pdg dg gérant gérante responsable chef président présidente
    directora gerente jefe jefa presidente fundador dueño diretor diretora direttore direttrice amministratore
    titolare responsabile directeur-generaal bestuurder директор руководитель начальник менеджер президент
    гендиректор бухгалтер
    presidenta vicepresidente vicepresidenta consejero consejera
    社長 部長 課長 係長 専務 常務 取締役 代表取締役 ceo兼社長 总经理 经理 总监 董事长
    대표 대표이사 부장 과장 이사 사장 팀장
    """.split()
)
# Whole titles: what follows "of" is where, "CEO of Acme".
WHOLE_TITLES = frozenset("ceo cfo cto coo cio cmo president founder co-founder cofounder owner".split())
# End a title whose first word is another ("Operations Manager").
TITLE_ENDS = TITLE_STARTS - frozenset("senior junior general global regional group-level former sr. dg md gm".split())
# May open a company as well ("General Motors"): a title only with a title word behind them.
TITLE_OPENERS = frozenset(
    """
        senior junior general global regional deputy assistant associate interim acting former managing vice sr.
        lead principal
        """.split()
)
# A title by their place between person and company, and not much by themselves.
DEPARTMENTS = frozenset(
    """
    operations ops procurement purchasing marketing sales finance accounting it hr engineering legal logistics
    product security compliance strategy communications facilities manufacturing production quality research r&d
    support success recruiting talent people revenue growth partnerships analytics design supply sourcing safety
    maintenance
    """.split()
)
HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister hon judge capt captain maj
    major col colonel gen lt sgt herr frau fräulein m mme mlle monsieur madame sr sra srta señor señora don doña
    dott dottssa dipl-ing dhr mevr
    """.split()
) - {"m"}
NAME_SUFFIXES = frozenset(
    """
        jr sr ii iii iv phd md dds dvm esq cpa cfa mba pmp rn jd llm dphil dba bsc msc ba ma pe ret obe mbe cbe kc
        qc
        """.split()
)
# Behind a comma they go on with the name ("Jane Doe, MD"), and are no title.
SURE_SUFFIXES = frozenset("jr sr ii iii iv phd md rn esq cpa cfa mba pmp dds dvm jd dphil".split())
# Family names that stand in front in Chinese, Korean, Japanese and Vietnamese, and behind in English.
ASIAN_FAMILY = frozenset(
    """
    nguyen tran pham huynh hoang phan vu vo dang bui ngo duong ly wang li zhang liu chen yang zhao huang zhou wu xu
    zhu gao guo luo liang zheng xie feng deng zeng peng jiang cai pan yuan dong yu xiao cheng cao shen xue zhong
    tian hu lin ma he song tang su lu sun fu fang wei ye park choi jung kang cho yoon jang lim kwon hwang seo sato
    suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki
    """.split()
)
PARTICLES = frozenset(
    """
        van von der den de la le du del della di da dos das do ter ten bin ibn al el zu zur af av st san bint abu
        ben mac y e
        """.split()
)
# Companies that bear the name of a person, so that nothing in the words tells.
NAMED_AFTER_PEOPLE = frozenset(
    """
    morgan stanley|wells fargo|charles schwab|goldman sachs|jpmorgan chase|jp morgan|j.p. morgan|eli lilly|estée lauder|
    estee lauder|ralph lauren|calvin klein|tommy hilfiger|hugo boss|louis vuitton|michael kors|kate spade|jack daniel's|
    jack henry|john deere|levi strauss|mary kay|harley davidson|harley-davidson|thomson reuters|rolls royce|rolls-royce|
    harry winston|edward jones|raymond james|booz allen|booz allen hamilton|arthur andersen|robert half|robert bosch|
    dun bradstreet|max mara|franklin templeton|wolters kluwer|philip morris|kimberly clark|kimberly-clark|trader joe's|
    baker mckenzie|henry schein|piper sandler|martin marietta|otis worldwide|tiffany|lloyd's|christian dior|yves rocher|
    yves saint laurent|hewlett packard|hewlett-packard|warner bros|warner bros.|marsh mclennan|willis towers watson|
    jones lang lasalle|cushman wakefield|merrill lynch|lehman brothers|bank julius baer|julius baer|credit suisse|
    rothschild|lazard|jane street|victoria's secret|abercrombie fitch|johnson controls|parker hannifin|baker hughes|
    lockheed martin|northrop grumman|freddie mac|fannie mae|sallie mae|wendy's|arthur d. little|oliver wyman|
    roland berger|axel springer|giorgio armani|ted baker|paul hartmann|heinrich heine|carl zeiss|otto group|max bögl
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
COMPANY_WORDS = frozenset(
    """
    bank bancorp bancshares banc banco banque banca group groupe gruppe grupo gruppo groep motors systems
    technologies technology tech robotics holdings holding university universität college school institute institut
    hospital clinic health healthcare medical pharmaceuticals pharma pharmaceutical therapeutics biotherapeutics
    biosciences bioscience biotech biopharma biologics genetics genomics sciences laboratories labs lab laboratory
    diagnostics partners associates consulting consultants solutions services service software studios studio media
    entertainment pictures games gaming energy power electric electronics electronic semiconductor semiconductors
    materials resources mining minerals gold silver metals steel copper lithium uranium oil gas petroleum pipeline
    pipelines midstream royalty capital ventures venture equity investments investment investors asset assets fund
    funds trust financial finance insurance assurance reinsurance mortgage realty properties property estate reit
    homes housing hotels hotel resorts hospitality restaurants restaurant foods food brands beverage beverages
    brewing brewery coffee bakery grill kitchen cafe pub farms farm dairy stores store shop shops market markets
    supply supplies retail outlet mart apparel fashion airlines airways air aviation aerospace aircraft airport
    shipping logistics freight transport transportation trucking lines railway railroad rail automotive auto cars
    motor tire tires parts industries industrial industria manufacturing machinery machine tools engineering
    construction builders contractors concrete cement lumber paper packaging plastics chemical chemicals products
    company companies corporation enterprises enterprise international worldwide global national american federal
    communications communication telecom telecommunications wireless network networks broadcasting cable mobile
    digital data cloud analytics intelligence cyber security networks computing computers interactive online web
    internet platforms platform society foundation association union council committee church ministries agency
    authority department ministry bureau office city county commission federation league club museum library theater
    theatre center centre clinic rehabilitation nursing care dental veterinary optical fitness wellness cosmetics
    salon spa cleaning plumbing heating roofing landscaping painting acquisition bancorporation savings credit
    exchange securities advisors advisers management trading import imports export exports distributors distribution
    wholesale rentals rental leasing equipment instruments devices works foundry mills mill press publishing books
    news times journal post daily magazine printing design designs creative marketing advertising water waste
    environmental recycling solar renewables wind hydrogen nuclear battery utilities utility lighting development
    developers infrastructure and.co vision marine offshore drilling exploration werke bau versicherung banken
    sparkasse stadtwerke verlag handel industrie compagnie société empresa compañía banka
    """.split()
)
