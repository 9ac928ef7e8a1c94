//! The words that people write on infrastructure, and what they mean. Words are joined (`load balancer` is
//! `loadbalancer`), so that it does not matter where somebody put spaces.

use super::words::alike;
use rackboard_model::Kind;
use std::collections::BTreeMap;

/// What a phrase speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A component.
    Is(Kind),
    /// A component, unless anything better is said: `server`, `application`, `cloud`.
    Weak(Kind),
    /// A product that watches: an agent or the service, told by where it stands.
    Watch,
    /// Says that what precedes is an agent: `agent`, `collector`.
    Agent,
    /// A thing that Rackboard has no kind for: a router, an ISP. What precedes only describes it.
    Foreign,
    /// Something that happens, not something that is there: `request`, `replication`.
    Act,
}

use Kind::{
    AppFiles, AppServer, Backup, Cache, Cdn, Certificate, Cluster, Database, Dns, External, Firewall, Internet,
    LoadBalancer, MonitoringClient, MonitoringService, Network, Queue, Server, Storage, User, WebServer, Zone,
};

/// Phrases by their sense. Each list is words joined, separated by spaces.
const PHRASES: &[(Sense, &str)] = &[
    (
        Sense::Is(User),
        "user users enduser enduser visitor visitors customer customers person people internetuser browser webbrowser \
         userbrowser userclient clientbrowser laptop desktop pc smartphone mobile phone student utilisateur utilisateurs \
         usuario usuarios usager navigateur client clients cliente clientes clientmachine clientcomputer usercomputer \
         personalcomputer userdevice clientpc userpc endusers webclient",
    ),
    (Sense::Weak(User), "computer device devices mobileapp website"),
    (
        Sense::Is(Internet),
        "internet wan worldwideweb publicinternet theinternet publicnetwork",
    ),
    (Sense::Weak(Internet), "cloud globe web"),
    (
        Sense::Is(Dns),
        "dns dnsserver dnsservers domainnamesystem domainnameserver nameserver nameservers resolver route53 bind9 \
         dnsresolver dnslookup dnsrecord dnszone dnsprovider serveurdns servidordns cloudflaredns domainname localdns \
         externaldns publicdns domainnameservice",
    ),
    (Sense::Weak(Kind::Domain), "domain url hostname subdomain www arecord"),
    (
        Sense::Is(Cdn),
        "cdn cloudfront akamai fastly contentdeliverynetwork cloudflare edgecache",
    ),
    (
        Sense::Is(Firewall),
        "firewall firewalls waf ufw iptables nftables webapplicationfirewall securitygroup securitygroups parefeu \
         parefeux cortafuegos fw pfsense packetfilter firewallrules networkfirewall",
    ),
    (
        Sense::Is(LoadBalancer),
        "loadbalancer loadbalancers loadbalancing lb lbs haproxy elb alb nlb elasticloadbalancer elasticloadbalancing \
         balancer webbalancer elasticwebbalancer classicloadbalancer applicationloadbalancer networkloadbalancer \
         equilibreurdecharge repartiteurdecharge balanceadordecarga balanceador reverseproxy proxyserver traefik \
         loadbalancerserver haproxyserver haproxyloadbalancer loadbalancercluster trafficmanager applicationgateway",
    ),
    (Sense::Weak(LoadBalancer), "proxy"),
    (
        Sense::Is(WebServer),
        "webserver webservers nginx apache apache2 httpd httpserver nginxserver nginxwebserver serveurweb servidorweb \
         iis caddy lighttpd webservernginx apacheserver ngnx ngix nginix ngnix enginex webtier",
    ),
    (Sense::Weak(WebServer), "frontend ws webapp"),
    (
        Sense::Is(AppServer),
        "applicationserver applicationservers appserver appservers gunicorn tomcat uwsgi phpfpm puma unicorn passenger \
         nodejs django flask serveurdapplication serveurdapplications serveurapplicatif serveurapplication wsgi \
         servidordeaplicaciones servidordeaplicacion servidordeaplicacao backendserver appruntime applicationruntime \
         activeapp passiveapp wildfly jboss express laravel rails springboot applicationservice apptier",
    ),
    (
        Sense::Weak(AppServer),
        "application app backend php python ruby java api apiserver as microservice lambda node",
    ),
    (
        Sense::Is(AppFiles),
        "applicationfiles applicationfile appfiles appfile codebase codebases sourcecode applicationcode appcode \
         websitefiles websitefile fichiersapplication fichiersdapplication fichiersdelapplication webfiles sitefiles \
         archivosdeaplicacion codigofuente basedecode codefiles applicationfilescodebase sourcefiles htmlfiles \
         staticfiles applicationcodebase setofapplicationfiles projectfiles codefile webpages",
    ),
    (
        Sense::Weak(AppFiles),
        "code files file html css js script scripts cb repository repo git documents",
    ),
    (
        Sense::Is(Database),
        "database databases db dbs mysql mysqldb mariadb postgres postgresql mongodb mongo sqlite oracle rds mysqldatabase \
         databaseserver dbserver databasemysql sqlserver mysqlserver basededonnees basesdedonnees basededatos \
         bancodedados bdd dbms sqldatabase mssql dynamodb aurora cassandra mysqlcluster databasecluster datastore rdbms \
         mysqldbinstance rdsmysql dbinstance centraladministrationsitesql databaseprimary databasereplica",
    ),
    (Sense::Weak(Database), "sql bd data primary replica master slave"),
    (
        Sense::Is(Cache),
        "cache redis memcached memcache varnish cacheserver elasticache",
    ),
    (
        Sense::Is(Queue),
        "queue messagequeue rabbitmq kafka sqs activemq messagebroker broker celery jobqueue",
    ),
    (
        Sense::Is(Storage),
        "storage s3 bucket nfs objectstorage fileserver filestorage blobstorage minio san nas sharedstorage ebs efs",
    ),
    (
        Sense::Is(External),
        "externalservice externalapi thirdparty thirdpartyservice paymentgateway stripe paypal smtp mailserver emailserver",
    ),
    (
        Sense::Is(Certificate),
        "ssl tls ssltls sslcertificate sslcertificates sslcert tlscertificate tlscert certificate certificates \
         httpscertificate sslpadlock padlock certificat certificatssl certificado certificadossl cadenasssl sslkey \
         letsencrypt sslprivatekey ssltermination sslmanagement sslmanage certificatemanager x509 cert sslterminator \
         privatekey httpsssl sslhttps sslport",
    ),
    (Sense::Weak(Certificate), "lock secure security"),
    (
        Sense::Is(MonitoringClient),
        "monitoringclient monitoringclients monitorclient monitorclients monitoringagent monitoragent datacollector \
         datacollectors logcollector nodeexporter clientdemonitoring clientdemonitorage agentdemonitoring telegraf filebeat \
         metricbeat logshipper logagent sumologiccollector sumologicclient m.c mc monitoringdaemon collectd \
         clientedemonitoreo monitoringtool",
    ),
    (
        Sense::Is(MonitoringService),
        "monitoringservice monitoringserver monitoringsystem monitoringplatform monitoringdashboard monitoringsoftware \
         serveurdemonitoring monitoringcenter logserver monitoringcloud",
    ),
    (
        Sense::Watch,
        "monitoring monitor monitors sumologic sumologics sumo datadog newrelic pingdom prometheus grafana nagios zabbix wavefront \
         splunk uptimerobot cloudwatch elk kibana dynatrace surveillance monitorage monitoreo supervision solarwinds \
         monitron performancemonitor monitoringmetrics monitored sumologicmonitoring monitorizacion observability",
    ),
    (
        Sense::Agent,
        "agent agents collector collectors exporter daemon collecteur sonde probe",
    ),
    (
        Sense::Is(Zone),
        "availabilityzone datacenter datacentre centrededonnees rack region az colocation serverroom",
    ),
    (
        Sense::Is(Cluster),
        "cluster hacluster grappe kubernetescluster pool autoscalinggroup",
    ),
    (
        Sense::Is(Network),
        "network vpc subnet lan dmz vlan privatenetwork localnetwork internalnetwork reseau red securitynetwork virtualnetwork \
         virtualprivatecloud privatesubnet publicsubnet",
    ),
    (
        Sense::Weak(Server),
        "server servers serveur serveurs servidor servidores machine host vm virtualmachine instance ec2 vps droplet \
         linux ubuntu debian centos linuxserver physicalserver mainserver singleserver servercontents gnulinux \
         ubuntuserver traditionalserver computeinstance windowsserver",
    ),
    (Sense::Is(Backup), "backup backups sauvegarde snapshot"),
    (
        Sense::Foreign,
        "isp router switch modem gateway telecommunication routeur vpn hub floatingip webapplication issue issues spof legend \
         note notes title question explanation stack lamp definition advantages disadvantages problem problems \
         requirements requirement description serverless project task infrastructuredesign design diagram table tables \
         log logs databasefiles databasefile dbfiles logfiles logfile binlogs binarylogfiles statuslogfiles",
    ),
    (
        Sense::Act,
        "http https htttp tcp tcpip request requests response responses query queries reply replies connection connections replication synchronisation \
         synchronization sync traffic answer answers requete requetes reponse reponses heartbeat redirect redirects \
         encrypted communication communicates lookup handshake failover respuesta peticion solicitud req res httprequest \
         httpresponse httpsrequest httpsresponse request response writes reads write read data flow transfer",
    ),
];

/// Words that are one slip away from another and mean something of their own.
const TAKEN: [&str; 15] = [
    "serves", "serve", "served", "serving", "service", "services", "severe", "several", "secured", "securing",
    "resolves", "request", "requests", "balanced", "networks",
];

/// Slips are looked for this often in one drawing; a file of nothing but slips must not take all day.
const MOST_GUESSES: usize = 100_000;

/// The phrases, ready to be asked.
pub struct Lexicon {
    phrases: BTreeMap<&'static str, Sense>,
    guesses: usize,
}

impl Lexicon {
    pub fn new() -> Self {
        let mut phrases = BTreeMap::new();
        for (sense, list) in PHRASES {
            for known in list.split_ascii_whitespace() {
                phrases.entry(known).or_insert(*sense);
            }
        }
        Self { phrases, guesses: 0 }
    }

    /// What a joined phrase means, and whether it was spelt so. `words` is how many were joined.
    pub fn sense(&mut self, phrase: &str, words: usize) -> Option<(Sense, bool)> {
        const SHORTEST: usize = 6;
        if let Some(sense) = self.phrases.get(phrase) {
            return Some((*sense, true));
        }
        if phrase.len() < SHORTEST || self.guesses >= MOST_GUESSES || words == 1 && TAKEN.contains(&phrase) {
            return None;
        }
        self.guesses += 1;
        // The first letter is hardly ever the wrong one.
        let first = &phrase[..phrase.chars().next().map_or(0, char::len_utf8)];
        let mut near = self
            .phrases
            .range(first..)
            .take_while(|(known, _)| known.starts_with(first));
        near.find(|(known, _)| alike(phrase, known))
            .map(|(_, sense)| (*sense, false))
    }
}

/// Products, as they write themselves.
const PRODUCTS: [(&str, &str); 44] = [
    ("nginx", "nginx"),
    ("ngnix", "nginx"),
    ("nginix", "nginx"),
    ("apache", "Apache"),
    ("apache2", "Apache"),
    ("caddy", "Caddy"),
    ("haproxy", "HAProxy"),
    ("traefik", "Traefik"),
    ("elb", "AWS ELB"),
    ("alb", "AWS ALB"),
    ("mysql", "MySQL"),
    ("mysqldb", "MySQL"),
    ("mariadb", "MariaDB"),
    ("postgres", "PostgreSQL"),
    ("postgresql", "PostgreSQL"),
    ("mongodb", "MongoDB"),
    ("oracle", "Oracle"),
    ("sqlite", "SQLite"),
    ("redis", "Redis"),
    ("memcached", "Memcached"),
    ("varnish", "Varnish"),
    ("rabbitmq", "RabbitMQ"),
    ("kafka", "Kafka"),
    ("gunicorn", "Gunicorn"),
    ("tomcat", "Tomcat"),
    ("uwsgi", "uWSGI"),
    ("php", "PHP"),
    ("python", "Python"),
    ("nodejs", "Node.js"),
    ("django", "Django"),
    ("flask", "Flask"),
    ("ufw", "ufw"),
    ("iptables", "iptables"),
    ("sumologic", "Sumo Logic"),
    ("datadog", "Datadog"),
    ("newrelic", "New Relic"),
    ("pingdom", "Pingdom"),
    ("prometheus", "Prometheus"),
    ("grafana", "Grafana"),
    ("nagios", "Nagios"),
    ("zabbix", "Zabbix"),
    ("wavefront", "Wavefront"),
    ("splunk", "Splunk"),
    ("cloudflare", "Cloudflare"),
];

/// The product that a joined phrase names.
pub fn product(phrase: &str) -> Option<&'static str> {
    let found = PRODUCTS.into_iter().find(|(known, _)| *known == phrase);
    found.map(|(_, name)| name)
}
