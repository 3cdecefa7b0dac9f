"""First names, folded: evidence that some words are a person, never proof."""

# The commoner first names of the US Census of 1990 (public domain), those of the Faker project's locales (MIT),
# and some written down by hand. Names that are rather companies or words ("Royal", "Apollo") are left out.
GIVEN_NAMES = frozenset(
    """
aachal aadhya aadi aahana aanuoluwapo aarav aarini aarna aarnav aaron aarush aashi aayush abayomi abbas abbie abby
abdel abdu abdul abdullah abebi abeer abel abena abeni abha abhimanyu abhiram abigail abigaili abiodun abiona
abosede abraham abril achieng achim ada adaeze adalberto adam adan addie adebiyi adebowale adebukola adedayo adedeji
adekitan adekola adekunle adela adelaida adelaide adele adeleke adelina adeline adem adenike adeniyi adeolu adeoti
adepeju aderopo adesewa adeshina adesoji adesua adetayo adetoke adetoun adeyi adhra adia adigun adimu aditi aditya
adnan adolf adolfo adolph adrian adriana adrianna adrianne adriano adrien adrienne adunni advaith advay advik advika
adweta adya afolarin agastya agata agatha agathe agne agnes agnieszka agustin agustina ahmad ahmed aida aiden aijuka
aileen aime aimee aina aisha aishani ajala ajani ajay ajoke akanmu akash akinkunmi akinlabi akinwale akira akshay
akua akumu alade alain alamu alan alana alba albert alberta alberto albin albina alcides aldo alec alecia alejandra
alejandro alejo aleks aleksandar aleksander aleksandra aleksei alen alena alessandra alessandro alessia alessio alex
alexa alexander alexandra alexandre alexandria alexandrie alexei alexia alexis alf alfons alfonso alfred alfreda
alfredo ali alice alicia alida alina aline alisa alisha alison alissa alix alka allan allana allen allene allie
allison allyson alma almasi alois alonso alonzo alphonse alphonso althea alton alva alvaro alvin alyce alyson alyssa
ama amador amaira amalia amanda amani amara ambar amber amelia amelie amie amin amina amir amira amit amoke amol
amondi amope amos amparo amri amrita amruta amy ana anabel anabela anais anamika ananya anasa anastasia anastasie
anastazja anay anders andre andrea andreas andree andrei andrej andres andrew andrey andrzej andwele andy aneta
anette angalia angavu angel angela angelia angelica angelika angelina angeline angelique angelita angelo angie anh
ani anibal anica aniela anika anil anirudh anita anja anjali anjolaoluwa anka ankit ankita anmol ann anna annabelle
annalisa annamaria anne anneli annelie annette annie annika annikki annmarie anoni anouk ansh anthony antionette
anto antoine antoinette anton antonella antoni antonia antonietta antonina antonino antonio antony anusha anvi anya
apolonia araceli aradhana arcelia archie ariadna ariana ariel arike arild arin arinola arjun arkadiusz arleen arlene
arline armand armando arnaude arne arnold arnulfo aron arsenio arthur artur arturo arun arunima arusi arya aryan
asafe asake asali asani asanti asatira asbjorn ase asha ashlee ashleigh ashley ashok asmini astrid asuncion atharv
athumani atiena atinuke attila aubrey aud audra audrey augusta auguste augustin augusto aurel aurelia aurelie
aurelio aurora aurore ava avery avi avis avni awero axel ayaan ayesha ayinde ayinke ayla aylla ayodeji ayodele ayoka
ayumi ayush ayushman azaan azad azizi azucena babasola babatunji babawale bachittar baghyawati bahadurjit bahari
bailey bakhshi bale balendra balhaar balinda baljiwan balvan balveer banjeet bao baraka barb barbara barbra barkha
barney barry bart bartek basil bastian bautista bea beata beatrice beatrix beatriz beau becky belinda bella belle
ben benedikt benicio benita benito benjamim benjamin bennie benny benoit bente bento berit bernabe bernadette
bernadine bernard bernarda bernardo berndt bernhard bernice bernt bert berta bertha bertie bertil bertrand beryl
beshte bess bessie beth bethan bethany betsy bette bettie bettina betty bettye beulah beverley beverly bhanumati
bhavani bhavika bhavini bhavna bhavya biagio bianca bianka bibiana bibuwa bilal bill billie billy bimala bina birdie
birger birgit birgitta bishakha bjarne bjorg bjorn blaine blair blake blanca blanche blanka blazej bo bob bobbi
bobbie bobby bodil bogdan bola bolatito boluwatife boma bonita bonnie boris borys boyd bozena brad bradford bradley
brady brain brandi brandie brandon brandy branka branko brayan breanna brenda brendan breno brent bret brett brian
briana brianna brianne bridget bridgett bridgette brigita brigitta brigitte brijesh brinda brita britney britt
britta brittany brittney brock brooke bruce bruna bruno bryan bryant bryce bryon buddy bunmi burton busara byron
caio caitlin caitlyn caleb calebe calista callie callum calogero calvin cameron camila camilla camille camilo
candace candela candelaria candice candy capucine cara caren carey cari caridad carin carina carissa carl carla
carlene carlo carlos carlota carlton carly carmela carmella carmelo carmen carmina carol carola carole carolin
carolina caroline carolyn carrie carroll carsten carter cary caryn casandra casey casper cassandra cassidy cassie
catalina catarina caterina catharina catherine cathleen cathrine cathryn cathy catrin catrina caua caue cecelia
cecil cecile cecilia cecilie cedric celeste celestine celia celina celine cesar cezary chaaya chad chaitaly
chaitanya chakradev chakradhar chakrika chaman chameli champak chanakya chanchal chandani chandra chandran chandresh
chaniya chantal chantel chao charan charita charity charlene charles charley charlie charlotte charmaine charo
charvi chase chasity chasmum chatresh chatura chausiki chavvi che chelsea chelsey cheng cheri cherie cheryl chester
cheusi cheyenne chiara chidi chinedu chioma chipo chipukizi chiyo chloe chong chris christa christel christelle
christen christi christian christiane christie christin christina christine christoffer christophe christopher
christy chrystal chuck chuki cindi cindy cipriano ciro claire clara clare clarence clarice clarisa clarissa clark
claude claudette claudia claudine claudio claus clay clayton clemence clement clemente clementina cleo cleveland
cliff clifford clifton clint clinton clive clyde cody colby cole coleen colette colin colleen collin colton
concepcion concetta connie connor conny conor conrad constance constantin constanza consuela consuelo cora corey
corina corine corinna corinne cornelia cornelio cornelius corona corrine cortney cory courtney coy craig cristian
cristina cristobal cruz crystal curt curtis cynthia cyprian cyril dag dagmar dagmara dagny dai dainess daisuke daisy
daksh daksha dakshesh dalaja dalbir dale dalia dalibor dalili dalton damaris damian damiano damien damife damini
damir damon damyanti dan dana dane danette dani danial danica daniel daniela daniele daniella danielle danijel
danijela danilo danna danny dante daphne darcy daria darika darin dario darius dariusz darko darla darlene darnell
darpan darrel darrell darren darrin darryl darsh darwin daryl daudi dave davi david davis dawid dawn dayamai dayita
dayna dean deana deann deanna deanne deb debbie debby debora deborah debra declan dee deena deepa deepak deepika
deidra deidre deirdre dejan delbert delfina delia delilah della delma delmar delores deloris delphine demetria
demetrius demilade dena denice denis denisa denise dennis denny derek derick derrick desiree desmond dessie dev
devansh devika devin devon dewayne dewey dexter dhriti dhruv diana diane diann dianna dianne dick diego dillon dimas
dina dinah dino diogo dion dionne dipta dirk divya dixie diya dmitri dmitry dollie dolly dolores dom domenico
domingo dominic dominick dominik dominique don dona donald donatella donato donghyun donna donnell donnie donny
donovan dora doreen doretha dorina doris dorota dorothea dorothee dorothy dorthy dottie doug douglas doyinsola doyle
dragan dragica drew duane duc dudley dulce duma duncan dung dunia durodola dusan dustin dwayne dwight dylan eakumbu
earl earlene earline earnest earnestine ebbe ebony ed eddie eddy edgar edgardo edhitha edit edita edith edmond
edmund edna edouard eduard eduarda eduardo edvard edward edwin edwina edythe eesha effie efrain egil egon eileen
einar eiravati eirik eivind ekaja ekalinga ekani ekansh ekanta ekantika ekapad ekaraj ekaterina ekavir ekbal ekiya
ekta ekundayo ekundu elaine elba elbert elda eldon eleanor eleanore elena eleonora eleonore eli elia eliakimu eliana
elias elida elif elijah elin elina elinor elisa elisabet elisabeth elise elisha eliza elizabeth ella ellen ellie
ellinor elliot elliott ellis elly elma elmer elna elnora eloa eloah elodia elodie eloisa eloise eloy elsa else elsie
elsy elton elva elvia elvin elvira elvis elwood elzbieta ema emanuel emanuella emanuelly emeka emery emi emil emile
emilia emiliano emilie emilio emilly emily emin emma emmanuel emmanuelle emmett emmy emory enid eniola ennio enrico
enrique enzi enzo eric erica erick ericka erik erika erin erkan erling erma erna ernest ernestina ernestine ernesto
ernie ernst ervin erwin eryk eshana esi esmeralda espen esperanza essie esteban estefania estela estella estelle
ester esther esupofo eta ethan ethel etienne etta eugen eugene eugenia eugenio eula eulalia eun eunice eusebia eva
evan evance evangelina evangeline eve evelina eveline evelyn everett evita evy ewa ewatomi ewelina ezequiel fabia
fabian fabiana fabienne fabio fabiola fabrizio fadekemi faderera fahari faisa falak falan falguni fanaka fang fannie
fanny faqid farah farai faraj faraja faras farhan farhiya farijika fariq faris fatih fatima faustino fausto fay faye
federica federico fehintola felecia felicia felicitas felipe felix femi feng ferdinand ferenc fern fernanda fernando
fibikemi fidel fikayomi filip filippa filippo filomena finn fiona fitan fiyaz flavia flavio flor flora florence
florencia florentina florian florina florine flossie floyd folake folashade folu forrest fortunata forum frado fran
frances francesca francesco francine francis francisca francisco franciszek franck franco francois francoise franjo
frank frankie frans fred freda freddie freddy frederic frederick frederik frederique fredo fredrick fredrik fredy
freida freja frida frieda fritz frode fryderyk gabino gabor gabriel gabriela gabriele gabriella gabrielle gabrielly
gael gaetano gagan gail gaja gale galen galina gang ganga gareth garima garland garrett garry gary gaspar gaurang
gaurangi gaurav gauri gaurika gautam gautami gavin gay gayathri gayla gayle gbadebo gbolahan gbowoade geetika geir
gemma gena gene genevieve genoveva geoffrey georg george georges georgette georgia georgina gerald geraldine gerard
gerardo gerd gerda gerhard geri germaine german geronimo gerry gert gertrud gertrude gethera giacomo giada gian
giancarlo gianfranco gianluca gianna gianni gil gilbert gilberto gilda gilles gillian gina ginger gino giorgia
giorgio giovanna giovanni girik girindra girish gisela giulia giuliana giuliano giulio giuseppe giuseppina gladys
glen glenda glenn glenna gloria goldie goma gonzalo gopal goran gordana gordon grace gracie graciela grady graeme
graham grant graziella greg gregg gregoire gregor gregorio gregory greta gretchen grete grethe griselda gro grover
grzegorz guadalupe gudrun guido guilherme guillaume guillermina guillermo gunbir guneet gunhild gunn gunnar gus
gussie gustav gustavo gustaw guy gwen gwendolyn hadassa hadithi hai haiba hailey hakan hakon hal haley halisi hallie
hamis hamsini hamza hana hanako hanja hanna hannah hanne hannele hannes hans hao haoran harald harambee hardik hari
harinakshi harini harish harita harlan harley harold harriet harriett harris harrison harry harsh harshil haruka
haruki haruto harvey hasan hashiki hassan hatima hattie havard hawehindi hayden hayley hazel heath heather hector
hedda hege heidi heitor hekima helen helena helene helga helge hellena heloisa hema hemal hemang hemangini hemani
hendrik henning henri henrietta henriette henrik henrique henry herbert heriberto herman herminia hernan hernando
hester hidaya hideo hieu hilary hilda hilde hillary hillevi hilma hiral hiram hiro hiroki hiroko hiroshi hitesh hoa
hodari holger hollie hollis holly homer hong honore horace horacio hortencia hortense hortensia howard hredhaan
hritik hubert hugh hugo hugues hui humaiya humberto hung hunter huong hussein hye hyejin hyun iain ian ibidapo
ibironke ibrahim ida idika ifeoma ige ignacio ignacy igor ihsan ijaya ikbal ikeoluwa ikshita ila ilaria ileana ilene
ilija ilona ilse imany imara imaran imelda imogene imran ina inaya indali indira indrajit ines inez inga inge
ingeborg inger ingmar ingrid ingrida inioluwa iola iolanda iona ira irena irene iretioluwa irfan irina iris irma
irvin irving irwin irya iryna isa isaac isabel isabela isabell isabella isabelle isabelly isadora isaiah isaias isak
isaque isaya iseoluwa isha ishaan ishani ishanvi ishita ishola ishwar isidro isis ismael ismail ismet issac issack
istvan itanya ituri iva ivan ivana ivar iveta ivette ivica ivo ivona ivonne ivy iwo iyabode iyadunni jacek jacinta
jacinto jack jackie jacklyn jackson jaclyn jacob jacobo jacqueline jacquelyn jacques jacquline jade jae jagat
jagdish jagrati jagvi jahi jai jaime jairaj jake jakob jakub jalia jalsa jamal james jami jamie jan jana janaki
janani jane janel janell janelle janet janette jangwa janice janie janina janine janis janko janna janne jannie
janos januja janya jaqueline jared jari jarl jaroslav jarrod jarvis jasiri jasmin jasmina jasmine jasmit jason
jasper jatin javier jay jayne jayson jazmin jean jeanette jeanie jeanine jeanna jeanne jeannette jeannie jeannine
jedrzej jeet jeevika jeff jefferson jeffery jeffrey jeffry jelani jelena jemma jen jena jenifer jenna jennie
jennifer jenny jens jerald jeremi jeremiah jeremias jeremy jeri jermaine jerome jeronimo jerri jerry jerzy jesper
jess jesse jessica jessie jesus jewel jewell jhalak jian jianhua jie jihoon jill jillian jim jimena jimmie jimmy jin
jina jing jiri jisoo jiwoo jiyoung jo joachim joakim joan joana joann joanna joanne joao joaquim joaquin joaquina
jocelyn jodi jodie jody joe joel joesph joey johan johanna johanne johannes john johnathan johnathon johnnie johnny
jolanda jolene jon jonas jonatan jonathan jonathon joni jonna joon jordan jorge jorgen joris jorunn jose josef
josefa josefina josefine joseph josephine josette josh joshua josie josip josue jovita joyce jozef jua juan juana
juanita judi judith judy juhani jules julia julian juliana julianna julianne julie julien juliet julieta juliette
julio julita julius juliusz juma jumaane jun junior juri justin justina justine justiniani justyna juwon jyoti
kaarina kabir kacper kai kaique kaitlin kaitlyn kaito kaja kajetan kala kalevi kalina kalle kalpit kaluwa kamal
kamala kamau kamil kamila kamilly kamya kaombwe kaori kara karama karan kare karen kari karim karin karina karl
karla karol karolina karoline karrie karsten karyn kasey kashangaki kashish kashvi kasim kaskazi kaspar kasper kata
katalin katarina katarzyna kate katelyn katerina katharina katharine katherine katheryn kathi kathie kathleen
kathrine kathryn kathy katie katina katja katrin katrina katy kavita kavya kay kaye kayla kaylee kayleigh kazimierz
kazuo kei keiko keisha keith keji kelley kelli kellie kelly kelsey kelvin kemal ken kendall kendra kendrick kenji
kenneth kenny kent kenta kenya kenyangi keri kermit kerri kerry kerstin kevin keya khadija khaled khalid khamani
khamisi khanh kiaan kiah kian kiapo kiara kibafupia kibibi kiburi kieran kijana kijani kikelomo kilian kim kimberlee
kimberley kimberly kimbilio kimya kinaya kinubi kiojah kipenzi kipepeo kira kiran kirby kirill kirk kirsten kirstin
kirsty kisima kitty kiume kiwara kjell kjersti kjetil klara klaudia klaus knut kofi koji kolawole kondo konrad
konradi konstantin konstanty korede kornel kornelia kovu kris krish krisha krishna krista kristen kristi kristian
kristie kristijan kristin kristina kristine kristoffer kristopher kristy kritika krystal krystian krystle krystyna
krzysztof ksawery kuchanua kumiko kunle kurt kurtis kurunzi kusiima kwame kweli kyle kylie kyung laban lacey lacy
ladislav ladli ladonna laetitia laila lailati laini lais lajita lakeisha lakesha lakisha laksh lakshit lakshmi lalit
lamar lamont lan lana lance landon lara larissa larry lars lashonda lasse laszlo lata latanya latasha latisha
latonya latoya latrice laura laure laurel lauren laurence laurent lauri laurie lavanya laverne lavinia lavonne
lawanda lawrence layla lea leah leandra leandro leann leanna leanne lee leeann leela leena lei leif leigh leila leke
lekha lela leland lelia lena lene lenora lenore leo leola leon leona leonard leonardo leone leonel leonie leonor
leonora leopold leopoldo leora lerato lere leroy lesa lesley leslie lessie lester leta letha leticia letitia letizia
levi lewis lex lia liam liana liang libby libni lidia lidija ligia liisa lila lili lilia lilian liliana lilla
lillian lillie lilly lily lin lina linda lindsay lindsey line ling linh linn linnea lino linus linwood lionel lipika
lisa lisandro lisbeth lise liselotte liv livia livio liwia liz liza lizzie ljiljana ljubica ljudmila lloyd logan
lohit lois lola lolita lona lonnie lopa lora loraine loredana loren lorena lorene lorenza lorenzo loretta lori lorie
lorna lorraine lorrie lotta lotte lottie lou louella louie louis louisa louise lourdes lowell loyd luan luana luann
luara luc luca lucas lucca luce lucia luciana luciano lucie lucija lucila lucile lucille lucinda lucio lucky
lucretia lucy ludmila ludovica ludvig ludwig luella luigi luis luisa luisina luiz luiza luka lukas lukasz luke lula
lunna lupe luther luz lydia lyle lynda lynette lynn lynne lynnette ma maanas maanav maarit mabel mable maciej mack
mackenzie madaha madeleine madeline madelyn madge madhav madhavi madhu madini madoa mae magda magdalena maggie magne
magnus mahali mahdi mahesh mahika mahmoud mai maisha maite maj maja majani majken makayla makini makoto maks
maksymilian makunga makuu malcolm malena malgorzata malik malin malinda malissa maliza mallory malte malwina mami
mamie manan manbir mandy manfred manish manoj manon manthan manuel manuela manuella manya mara marc marcel marcela
marcelina marcelino marcella marcelle marcello marcelo marci marcia marcie marcin marcio marco marcos marcus marcy
mare marek maren margaret margareta margaretha margarita margaud margaux margery margherita margie margit margo
margot margret marguerite mari maria mariah mariam marian mariana mariane mariann marianna marianne mariano maribel
marica maricela marie marietta marija marijan marijana marika mariko marilyn marilynn marin marina marini marino
mario marion marisa marisela marisol marissa marit marita maritza marius mariusz marja marjan marjani marjatta
marjorie mark marko markus marla marlen marlene marlin marlon marquita marsha marshall marta marte marten martha
marthe martin martina martine marty martyn marva marvin mary maryam maryann maryanne marybeth maryellen maryjane
marylou maryse masako masao mason massimiliano massimo matej mateo mateus mateusz matheus mathew mathias mathilda
mathilde matias matilda matilde mato mats matt matteo matthew matthias matthieu matti mattia mattias mattie matunda
maua maud maude maudie maura maureen maurice mauricio maurine maurizio mauro maurycy mavis mavuno max maxim
maximilian maximiliano maximo maxine maxwell maya maynard mayra maysa mayte mckenzie meagan meena meera meg megan
megha meghan meghana mehmet mei meiling mekhala melania melanie melba melina melinda melisa melissa mellisa melody
melva melvin meredith merle merlin merrill mette mia micael micaela micah micha michael michaela michal micheal
michel michela michele michell michelle michiko mickey mieszko migdalia miguel mihaela miho mika mikael mikayla mike
mikhail mikolaj mila milagros milan mildred milena miles milica milka milla millard millicent millie milo milos
milosz milton min mina mindy ming minh minho minji minjun minna minnie minseo mira miranda mirco mirella miriam
mirjam mirjana mirko miro miroslav miroslava misaki misty misuli mitali mitchell mitesh mitzi miyuki mkarkara mo
modesto modupe mofifoluwa mohamad mohamed mohamedi mohammad mohammed mohan mohini moises mojisola mojisoluwa mollie
molly mona monica monika monique monte monty moradeke morayo morena morenike moreno morgan morolake morris morten
moses mosinmileoluwa mosunmola motunrayo moyosore mrihani mugdha muhammad muhima mukesh mulele muriel murilo murray
musila mustafa mwamini mwasaa mwezi myra myriam myrna myron myrtle na nachiket nada nadezda nadia nadine nadja
najuma naki naksh nakul nam nan nancy nandini nando nanette nanna nanni nannie naoko naomi narcisa nashipie nasra
natalia natalie natalija natan natanael nataniel natasa natasha natasza nath nathalie nathan nathaniel nathari
natividad natsuki naveen nayfa neal ned neel neelima neha neil nela nelah nelda nell nellie nelly nelson nenad neo
nestor netra nettie neva nevenka ngamia ngeni ngoc ngozi nguyen niara nicholas nichole nick nicklas nickolas niclas
nico nicola nicolai nicolas nicole nicoletta nidhi nidia nidra niels nigel nigesa nihal niharika nikhil nikita nikki
niklas niko nikodem nikola nikolai nikolaj nilda nilima nils nimrat nina ning ninioluwa nino nirja nisha nita nitara
nitesh nitin niyilolawa njozi noa noah noe noel noelia noelle noemi nola nolan nomsa nona noor nora norah norbert
norberto noreen noriko norma norman norris ntimi nuhu nula nuria nuriat nwabudike nyasi nyoka nyoni nyota nyuki oba
obanijesu obinna oceane octavia octavio odd odell odessa odette odika oeshi ofelia ogooluwa ojas ojasvi oke oksana
ola oladare oladimeji olaf olajumoke olakunle olanrewaju olansile olasunmbo olav olavi ole oleg olena olga olgierd
olimpia olive oliver olivia olivie olivier oliwier ollie ololade olufunke olufunmilayo olumorotimi oluwafemi
oluwagbemiga oluwakemi oluwamumibori oluwamuyiwa oluwasanmi oluwasegun oluwole om omaja omar omisha omkaar omobobola
omobolanle omodunni omolabake omolara omosalewa omotara omotayo omotola omotoun omowumi omya oni onkar onveer opal
ophelia opwonya ora oreofe oriana orinder orlando ornella orville osama osamu oscar osha oskar osman osogo osunleke
osvaldo otavio otieno otilia otis oto ottilia otto ove ovidio oviya owen oyenike oyindasola oystein oyvind pablo
pahal paige pal pallavi paloma pam pamala pambe pamela panfilo panini pankaj pansy panya paola paolo parker parth
pascal pascual paskalia pasquale pat patric patrica patrice patricia patricio patrick patrik patrizia patryk patsy
patti pattie patty paul paula paulette paulina pauline paulo pavani pavel pawel pearlie peder pedro peg peggy pekka
pelaji penelope peng penny per percy perla pero perry petar pete peter petra petter phil philip philippe philippine
phillip phoebe phuong phyllis pia piedad pierina piero pierre pietra pietro pilar ping piotr polly pooja popobawa
porfirio prakash pranav praneel pranit prasad prashant pratik pratyush preeti preston priscila priscilla prisha
priya priyanka przemyslaw pumbaa pushti qabil qadim qarin qasim qiang qing quang queen quentin quincy quinton qushi
raagini rachael rachana racheal rachel rachelle rachit rachita radeke radha radhika radoslaw radovan rae rael rafael
rafaela rafal raffaele raffaella raghav ragnar ragnhild rahul rainer raj raja rajat rajata rajesh rajeshri raju
rakesh raksha ralf ralph ram ramesh ramiro ramon ramona ranbir randal randall randi randolph randy rania ranveer
raphael raquel rashidi rashmi rasmus raul raven ravi ravy ray rayaan rayan raymond reba rebeca rebecca rebeka
rebekah reece reed reggie regina reginald rehaan reidun reiko reina reinaldo reinhold rekha remy rena renae renan
renata renato rene renee renzo reshoni retha reuben reva rex reyansh reyna reynaldo reza rhavi rhea rhoda rhonda
rhys ria ricarda ricardo riccardo richard rick rickey rickie ricky rico ridhi rigoberto rika riley risasi rishi rita
ritu riya roar rob robbie robbin robert roberta roberto robin robyn rocco rochelle rocio rod roderick rodger rodney
rodolfo rodrigo rogelio roger rohan rohit roksana roland rolando rolf roman romana romeo romina romy ron ronald
ronda rong ronith ronja ronke ronnie ronny roosevelt rory rosa rosalee rosalia rosalie rosalind rosalinda rosalyn
rosanna rosanne rosaria rosario roscoe roseann rosella rosemarie rosemary rosetta rosie rosina rosita roslyn ross
rowan rowena roxana roxanne roxie roy roza rozalia rua rubani ruben ruby rudi rudolf rudolph rudra rudy rufino rufus
ruhiu rune rungo rushil russel russell rusty ruth ruthie ryan ryo ryota ryszard saanvi sabari sabina sabine sabri
sabrina sachi sachiko sachin sadaka sadao sadie sadiki safari safiri sai said saksham sakura sallie sally salome
salvador salvatore sam samaksh samanta samantha samar samarth sameer samesh sami samir samira sammie sammy samu
samuel samweli sanaya sandeep sander sandra sandro sandy sanford sangeeta sanja sanjay sanna santiago santino santos
sanya sara sarabi sarafina sarah sarita sarthak sasa sasha saskia sathvik satish satoshi saumya saundra sauti
savannah saverio scot scott scotty sean sebastian sebastiano sebastien segilola seif selena selina selma seojun
seoyeon serafina serena sergei sergej sergey sergio seth severin severino seye shalini shan shana shane shani shania
shankar shanna shannon shari sharlene sharon sharron shaun shauna shaurya shawana shawn shawna sheena sheila shekoni
shelby sheldon shelia shelley shellie shelly sheree sheri sherman sherri sherrie sherry sheryl shida shiela shigeru
shilpa shinji shirley shiv shivani shivansh shohei shonda shravya shreya shruti sian siddharth sidney sifa signe
sigrid sigurd sijuade siku silas silje silke silvana silvia silvio simen similoluwa simisola simon simona simone
sindre sipho siri sissel siv siya skolastika slavica slavko slobodan sneha socorro sofia sofie soledad solomon
solveig son sondra sondre sonia sonja sonny sonya soo sophia sophie sora soraya soren sowande spencer srinivas
stacey staci stacie stacy stan stanislav stanislava stanislaw stanley stefan stefani stefania stefanie stefano stein
steinar stella sten stephan stephane stephanie stephany stephen steve steven stewart stian stig stina stine stjepan
stuart subhash subomi sudha sudiksha sue suhani sung sungara sunhee sunil sunita suresh susan susana susann susanna
susanne susie suzana suzanne suzette svea svein sven sverre svetlana swala swati sybil sylvester sylvia sylvie
sylwia synnove szymon tabatha tabitha tadashi tade tadeusz tage tahir takashi takatifu takeshi tamanna tamara
tambika tameka tamera tami tamika tammi tammie tammy tamra tamu tanay tania tanish tanisha tanja tanmayi tanner
tanveer tanvi tanya tao tapani tapio tara tarak taras tariq taro tarun taryn tasha tatiana tatjana taylor ted teddy
teerth tejas temidayo tendai teodor teodora teodoro tera terence teresa teresita teri terje terrance terrell
terrence terri terrie terry tessa tessie thabiti thabo thaddeus thales thandi thanh thea thelma theo theodor
theodora theodore theodoro theophile theres theresa therese theresia thi thiago thibault thibaut thierry thomas thor
thu thurman tia tibor tiffany tilde tillie tim timea timmy timo timoteo timothee timothy tina ting tisa tisha
titilayo tiziana tiziano tobias tobiasz toby todd toki tokunbo tola tolulope toluwanimi tom tomas tomasz tomislav
tommie tommy tomoko tomori tone toni tonia tonje tony tonya tor torbjorn tore tori torill torsten toshio tove tracey
traci tracie tracy trang travis trent trenton treva trevor tricia trina trine trinidad tripti trisha tristan triveni
triya trond troy trudy truman tuan tuere tufani tukufu tunde turid turvi tuulikki twila ty tyler tymon tymoteusz
tyrone tyson ubika ucchal udant udarsh udeera udyati ujamaa ulf ulla ulrik ulrike ulysses uma umande umang umberto
umoja unnati unni upadhriti upasna upkaar upma urishilla urmi ursula urszula urvashi urvi usha ushindi usiku utkarsh
uzima vadim vaishnavi valarie valdemar valentim valentin valentina valentine valeria valerie valerio valter vamakshi
vance vanesa vanessa vanja vansha vanya varenya varsha varun vasana vasatika vasco vasudha vaughn veda vedant
vedhika vedika veer vegard velma vern verna verner vernice vernon veronica veronika veronique vesna vicente vicki
vickie vicky victoire victor victoria vida vidar vidhi vihaan vijay vikas vikram viktor viktoria vilde vilhelm ville
vilma vinaya vince vincent vincenza vincenzo vinicius vinod viola violet violeta viraj virgie virgil virgilio
virgina virginia virginie vishal vito vitor vitoria vittoria vittorio vivaan vivek vivian viviana vivien vladimir
vlado vlasta volodymyr vonda vrinda vrishti vritti vy vyanjana waceera wade wahab waida wakeeta waldemar wallace
walter wamwema wanda wanjiru warda warhi waridi warinder warjas warren waseme watika wayne wazir wei weiwei weldon
wen wenche wendell wendi wendy werner wesley whitney widisha wiktor wilbert wilbur wilda wiley wilfred wilfredo
wilhelm wilhelmina will willa willard william willie willis willy wilma wilmer wilson winfred winifred winnie winona
winston wishi witold wm wojciech woodrow wriddhish wridesh wuraola wyatt xalak xavier xenia xiang xiao xiaoli
xiaoming ximena xin xiomara xiti xue yachana yadavi yagnesh yago yahvi yakobo yamini yan yang yara yaroslav yash
yashasvi yashawini yashica yashoda yashodhara yashvi yasinta yasmin yasmine yasti yatan yatin yauvani yaw yejide
yemi yesenia yesica yessica yetunde yewande yi yifan ying yngve yochana yohana yohane yoko yolanda yong yoshiko
yoshita youngho youssef yu yuan yue yug yui yuki yuko yulia yumi yun yuri yusuf yuta yutika yuto yuvraj yuxuan yves
yvette yvonne zacarias zacharie zachary zahnya zahra zahur zaid zainab zaira zaitra zaituni zanele zansi zara zarna
zashil zayan zayyan zdenka zdravko zehaan zelda zeljko zelma zende zeynep zhen zhi zhong zihan zilmil zinal zita
zlatko zoe zoltan zora zoraida zoran zuba zuhri zumaridi zuri zuwena zuzana zwatie август авдеи аверкии аверьян
авксентии автоном агап агата агафон агафья аггеи адам адриан азарии аким акулина алевтина александр александра
алексеи алина алла амвросии амос анании анастасия анатолии ангелина андреи андрон андроник анжела анжелика аникеи
аникита анисим анна антип антонин антонина аполлинарии аполлон арефии аристарх аркадии арсении артем артемии архип
аскольд афанасии афиноген бажен богдан болеслав борис борислав боян бронислав будимир вадим валентин валентина
валерии валерия валерьян варвара варлаам варфоломеи василии василиса вацлав велимир венедикт вениамин вера вероника
викентии виктор викторин виктория виссарион виталии владилен владимир владислав владлен влас всеволод всемил всеслав
вышеслав вячеслав гаврила галактион галина гедеон геннадии георгии герасим герман глафира глеб гордеи гостомысл
гремислав григории гурии давыд данила дарья дементии демид демьян денис дмитрии добромысл доброслав дорофеи евгении
евгения евграф евдоким евдокия евлампии евпраксия евсеи евстафии евстигнеи евфросиния егор екатерина елена елизавета
елизар елисеи емельян епифан еремеи ермил ермолаи ерофеи ефим ефрем жанна захар зинаида зиновии зосима зоя иван
иванна игнатии игорь измаил изот изяслав иларион илья иннокентии иосиф ипат ипатии ипполит ираида ираклии ирина исаи
исидор ия казимир каллистрат капитон карл карп касьян ким кир кира кирилл клавдии клавдия климент кондрат кондратии
конон константин корнил ксения кузьма куприян лавр лаврентии ладимир ладислав лазарь лариса лев леон леонид леонтии
лидия лонгин лора лука лукия лукьян лучезар любим любовь любомир любосмысл людмила маия макар максим максимильян
маргарита мариан марина мария марк мартын мартьян марфа матвеи мефодии мечислав милан милен милии милица милован
мина мир мирон мирослав митофан михаил михеи модест моисеи мокеи мстислав надежда назар наина наркис наталья натан
наум нестор никандр никанор никита никифор никодим николаи никон нина нинель нифонт нонна оксана октябрина олег
олимпиада олимпии ольга онуфрии орест осип остап остромир павел панкрат панкратии пантелеимон панфил парамон парфен
пахом пелагея петр пимен платон поликарп полина порфирии потап прасковья пров прокл прокофии прохор радим радислав
радован раиса ратибор ратмир регина родион роман ростислав рубен руслан рюрик савва савватии савелии самсон самуил
светлана светозар святополк святослав севастьян селиван селиверст семен серафим сергеи сигизмунд сидор сила силантии
сильвестр симон синклитикия сократ соломон софия софон софрон спартак спиридон станимир станислав степан стоян
таисия тамара тарас татьяна твердислав творимир терентии тимофеи тимур тит тихон трифон трофим ульян ульяна устин
фадеи фаина феврония федор федосии федот фекла феликс феоктист феофан ферапонт филарет филимон филипп фирс флорентин
фока фома фортунат фотии фрол харитон харлампии христофор чеслав эдуард элеонора эмилия эмиль эммануил эраст эрнест
эрнст ювеналии юлиан юлии юлия юрии яков якуб ян януарии ярополк ярослав
""".split()
)
