//! What a label says: which components it names, in which order, and what it is besides.

use super::lexicon::{Lexicon, Sense, product};
use super::words::{Token, tokens};
use rackboard_model::Kind;

/// A component that a label names.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub sense: Sense,
    /// Spelt as people should.
    pub exact: bool,
    /// Which thought of the label it is in: 0 before the first stop.
    pub thought: usize,
    /// Which line of the label it is in.
    pub line: usize,
    /// Whether `+`, `&` or `and` stands between this and the one before.
    pub beside: bool,
    /// How many words it takes.
    pub words: usize,
    /// Whether words such as `of` or `is` precede: it only describes.
    pub turned: bool,
}

/// A label, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    pub mentions: Vec<Mention>,
    /// How many words it has.
    pub words: usize,
    /// What kind of text it is.
    pub talk: Talk,
    /// The product that it names first.
    pub software: Option<&'static str>,
    /// `two load balancers`: how many stand for one.
    pub number: usize,
    /// `no firewall`: speaks of what is not there.
    pub negated: bool,
}

/// What kind of text a label is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Talk {
    /// Nothing, or what an editor writes by itself.
    #[default]
    Nothing,
    /// May be a name.
    Name,
    /// An IP address or a number.
    Address,
    /// A domain name or URL.
    Domain,
    /// What travels over a line.
    Message,
    /// Too long to be a name.
    Essay,
}

/// Words that end the thought in which the thing itself is named; what follows describes.
const TURNS: [&str; 45] = [
    "before",
    "after",
    "of",
    "for",
    "on",
    "in",
    "to",
    "with",
    "that",
    "which",
    "at",
    "installed",
    "serving",
    "serves",
    "using",
    "from",
    "by",
    "between",
    "behind",
    "is",
    "are",
    "sur",
    "pour",
    "dans",
    "avec",
    "where",
    "handles",
    "stores",
    "loads",
    "runs",
    "manages",
    "sends",
    "collects",
    "protects",
    "receives",
    "executes",
    "distributes",
    "filters",
    "via",
    "under",
    "has",
    "will",
    "you",
    "we",
    "i",
];

const NUMBERS: [(&str, usize); 8] = [
    ("two", 2),
    ("three", 3),
    ("2x", 2),
    ("3x", 3),
    ("x2", 2),
    ("x3", 3),
    ("deux", 2),
    ("trois", 3),
];

impl Label {
    /// Reads a label.
    pub fn read(text: &str, lexicon: &mut Lexicon) -> Self {
        /// More words than this are no name, unless the first few are one.
        const LONG: usize = 14;
        let tokens = tokens(text);
        let mut label = Self {
            number: 1,
            words: tokens.iter().filter(|token| matches!(token, Token::Word(_))).count(),
            ..Self::default()
        };
        label.find(&tokens, lexicon);
        let simple = text.trim();
        label.talk = if label.words == 0
            || matches!(
                simple.to_ascii_lowercase().as_str(),
                "text" | "..." | "label" | "z" | "heading"
            ) {
            Talk::Nothing
        } else if is_address(simple) && label.mentions.is_empty() {
            Talk::Address
        } else if label.words <= 3 && domain(simple) {
            Talk::Domain
        } else if label.is_message() {
            Talk::Message
        } else if label.words > LONG {
            Talk::Essay
        } else {
            Talk::Name
        };
        label
    }

    fn find(&mut self, tokens: &[Token], lexicon: &mut Lexicon) {
        const LONGEST: usize = 4;
        let (mut at, mut thought, mut line, mut beside) = (0, 0, 0, false);
        let mut turned = false;
        while at < tokens.len() {
            let word = match &tokens[at] {
                Token::Stop => {
                    thought += 1;
                    turned = false;
                    at += 1;
                    continue;
                }
                Token::And => {
                    beside = true;
                    at += 1;
                    continue;
                }
                Token::Line => {
                    line += 1;
                    turned = false;
                    at += 1;
                    continue;
                }
                Token::Word(word) => word.as_str(),
            };
            let found = (1..=LONGEST).rev().find_map(|count| {
                let (phrase, taken) = joined(tokens, at, count)?;
                let (sense, exact) = lexicon.sense(&phrase, count)?;
                Some((phrase, taken, count, sense, exact))
            });
            if let Some((phrase, taken, words, sense, exact)) = found {
                if self.software.is_none() {
                    let parts = tokens[at..at + taken].iter();
                    self.software = product(&phrase).or_else(|| {
                        let mut words = parts.filter_map(|token| {
                            if let Token::Word(word) = token {
                                product(word)
                            } else {
                                None
                            }
                        });
                        words.next()
                    });
                }
                self.mentions.push(Mention {
                    sense,
                    exact,
                    thought,
                    line,
                    beside,
                    words,
                    turned,
                });
                beside = false;
                line += tokens[at..at + taken]
                    .iter()
                    .filter(|token| **token == Token::Line)
                    .count();
                at += taken;
                continue;
            }
            if self.software.is_none() {
                self.software = product(word);
            }
            if matches!(word, "and" | "et" | "y") {
                beside = true;
            } else if TURNS.contains(&word) || word.len() > 6 && word.ends_with("ing") {
                thought += 1;
                turned = true;
            } else if matches!(word, "no" | "without" | "missing" | "sans" | "lack" | "lacks")
                && self.mentions.is_empty()
            {
                self.negated = true;
            } else if let Some((_, number)) = NUMBERS.iter().find(|(known, _)| *known == word)
                && self.mentions.is_empty()
            {
                self.number = *number;
            }
            at += 1;
        }
    }

    /// Words about what travels: they end in an act and name no component that could be meant.
    fn is_message(&self) -> bool {
        let act = self.mentions.iter().any(|mention| mention.sense == Sense::Act);
        act && self.head().is_none_or(|head| head.sense == Sense::Act)
    }

    /// The mention that says what the label is the name of. In `web application firewall` that is the last, in
    /// `firewall before the load balancer` the one before the turn.
    pub fn head(&self) -> Option<&Mention> {
        let first = self.mentions.iter().find(|mention| !mention.turned)?;
        let same_thought = |mention: &&Mention| mention.thought == first.thought;
        let mut head = first;
        let rest = self
            .mentions
            .iter()
            .skip_while(|mention| !std::ptr::eq(*mention, first));
        for mention in rest.take_while(same_thought).skip(1) {
            if mention.beside {
                break;
            }
            let replaces = match mention.sense {
                Sense::Weak(kind) => match head.sense {
                    // `nginx server`, `mysql database`: the first says more.
                    Sense::Is(_) | Sense::Watch | Sense::Act => false,
                    Sense::Weak(before) => before != Kind::Server && kind != Kind::Domain && mention.line == head.line,
                    Sense::Agent | Sense::Foreign => true,
                },
                // On a new line another thing begins, which explains the first.
                Sense::Is(_) => mention.line == head.line || matches!(head.sense, Sense::Weak(_)),
                Sense::Watch => true,
                Sense::Agent | Sense::Foreign | Sense::Act => mention.line == head.line,
            };
            if replaces {
                head = mention;
            }
        }
        if head.sense == Sense::Act {
            // Addresses and protocols on the other lines do not make a message of a thing.
            let thing = |mention: &&Mention| {
                mention.line != head.line && !mention.turned && matches!(mention.sense, Sense::Is(_))
            };
            return self.mentions.iter().find(thing).or(Some(head));
        }
        if matches!(head.sense, Sense::Weak(_)) {
            // `server (nginx)`, `cloud: DNS`: a bracket may say what the first word leaves open.
            let better = self
                .mentions
                .iter()
                .find(|mention| matches!(mention.sense, Sense::Is(_) | Sense::Watch));
            return better
                .filter(|better| better.thought <= first.thought + 1)
                .or(Some(head));
        }
        Some(head)
    }

    /// Whether the label names a component of this kind anywhere.
    pub fn names(&self, kind: Kind) -> bool {
        self.mentions
            .iter()
            .any(|mention| matches!(mention.sense, Sense::Is(k) | Sense::Weak(k) if k == kind))
    }

    /// Whether it says which of several databases this is: master, replica.
    pub fn names_role(&self) -> bool {
        self.words <= 3
            && self
                .mentions
                .iter()
                .any(|mention| mention.sense == Sense::Weak(Kind::Database))
    }

    /// Whether it is about watching, and names an agent.
    pub fn agent(&self) -> bool {
        self.mentions.iter().any(|mention| mention.sense == Sense::Agent)
            || self.names(Kind::MonitoringClient)
            || self.mentions.iter().any(|m| m.sense == Sense::Watch)
                && self.mentions.iter().any(|m| matches!(m.sense, Sense::Is(Kind::User)))
    }
}

/// The next `count` words as one, if they stand together. Ends of lines do not part them.
fn joined(tokens: &[Token], from: usize, count: usize) -> Option<(String, usize)> {
    let mut phrase = String::new();
    let (mut taken, mut words) = (0, 0);
    while words < count {
        match tokens.get(from + taken)? {
            Token::Word(word) => {
                phrase.push_str(word);
                words += 1;
            }
            Token::Line => {}
            Token::Stop | Token::And => return None,
        }
        taken += 1;
    }
    Some((phrase, taken))
}

/// An IP address, a port or a mere number.
pub fn is_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    digits > 0 && letters <= 2 || letters <= 12 && ip(text).is_some() && text.split_whitespace().count() <= 3
}

/// An IPv4 address somewhere in a text (students write five parts, too).
pub fn ip(text: &str) -> Option<&str> {
    let allowed = |letter: char| letter.is_ascii_digit() || letter == '.';
    text.split(|letter: char| !allowed(letter))
        .map(|part| part.trim_matches('.'))
        .find(|part| {
            let parts: Vec<&str> = part.split('.').collect();
            parts.len() >= 4 && parts.iter().all(|part| !part.is_empty() && part.len() <= 3)
        })
}

/// A host name somewhere in a text.
pub fn host(text: &str) -> Option<&str> {
    const ENDINGS: [&str; 9] = ["com", "org", "net", "io", "tech", "dev", "co", "fr", "local"];
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.' || letter == '-'))
        .map(|part| part.trim_matches(['.', '-']))
        .find(|part| {
            let mut parts = part.split('.');
            let ending = parts.next_back().unwrap_or_default();
            let known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
            known && parts.next_back().is_some_and(|name| !name.is_empty())
        })
}

fn domain(text: &str) -> bool {
    host(text).is_some_and(|found| found.len() + 14 >= text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<Sense> {
        let label = Label::read(text, &mut Lexicon::new());
        label.head().map(|head| head.sense)
    }

    #[test]
    fn the_head_is_what_is_named() {
        let is = |kind| Some(Sense::Is(kind));
        for (text, sense) in [
            ("nginx", is(Kind::WebServer)),
            ("Web Server (Nginx)", is(Kind::WebServer)),
            ("LB (HAProxy)", is(Kind::LoadBalancer)),
            ("Load\nBalencer", is(Kind::LoadBalancer)),
            ("F/W", is(Kind::Firewall)),
            ("Web application firewall", is(Kind::Firewall)),
            ("Firewall 1 before the load ballancer", is(Kind::Firewall)),
            ("MySQL database server", is(Kind::Database)),
            ("application server (loads and runs the code base)", is(Kind::AppServer)),
            ("Application files\n(HTML, CSS, JS)", is(Kind::AppFiles)),
            ("SSL installed on LB to serve www.foobar.com", is(Kind::Certificate)),
            ("Load balancing\nmonitoring", Some(Sense::Watch)),
            ("Agent on LB", Some(Sense::Agent)),
            ("Sumologic Data Collector", is(Kind::MonitoringClient)),
            ("Datyabase Monitoring", Some(Sense::Watch)),
            ("Server 1", Some(Sense::Weak(Kind::Server))),
            ("Web Server 01", is(Kind::WebServer)),
            ("Serveur d'application", is(Kind::AppServer)),
            ("Database Synchronisation", Some(Sense::Act)),
            ("M.C.", is(Kind::MonitoringClient)),
            (
                "Monitoring service centralizing data collection",
                is(Kind::MonitoringService),
            ),
            ("IP address is sent back to the browser", None),
            ("Database files (the actual data)", Some(Sense::Foreign)),
        ] {
            assert_eq!(head(text), sense, "{text}");
        }
    }

    #[test]
    fn other_texts_are_told_apart() {
        let talk = |text| Label::read(text, &mut Lexicon::new()).talk;
        assert_eq!(talk("8.8.8.8"), Talk::Address);
        assert_eq!(talk("www.foobar.com"), Talk::Domain);
        assert_eq!(talk("HTTP request"), Talk::Message);
        assert_eq!(talk("Text"), Talk::Nothing);
        assert_eq!(talk("Firewall"), Talk::Name);
        let essay = "The firewall protects the servers from traffic that nobody asked for and is placed before each";
        assert_eq!(talk(essay), Talk::Essay);
        assert_eq!(Label::read("TWO LOAD BALANCERS", &mut Lexicon::new()).number, 2);
    }
}
