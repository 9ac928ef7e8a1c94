//! A design with full marks for each of the four tasks.

pub const SIMPLE: &str = "u user\n d dns \"www.foobar.com\"\n s server\n w web_server in s \"nginx\"\n a app_server in s\n x app_files in s\n
    q database in s \"MySQL\"\n u > d dns\n u > s http";

pub const DISTRIBUTED: &str = "u user\n d dns \"www.foobar.com\"\n lb load_balancer \"HAProxy\"\n
    s server\n w web_server in s\n a app_server in s\n x app_files in s\n q database in s \"primary\"\n
    t server\n v web_server in t\n b app_server in t\n y app_files in t\n r database in t \"replica\"\n
    u > d dns\n u > lb http\n lb > s http\n lb > t http\n q > r replication";

pub const SECURED: &str = "u user\n d dns \"www.foobar.com\"\n f firewall\n lb load_balancer \"HAProxy\"\n c certificate in lb\n k monitoring_client in lb\n
    s server\n g firewall in s\n w web_server in s\n a app_server in s\n x app_files in s\n q database in s \"primary\"\n m monitoring_client in s\n
    t server\n h firewall in t\n v web_server in t\n b app_server in t\n y app_files in t\n r database in t \"replica\"\n n monitoring_client in t\n
    z monitoring_service \"Sumo Logic\"\n u > d dns\n u > f https\n f > lb https\n lb > s http\n lb > t http\n q > r replication\n
    k > z monitoring\n m > z monitoring\n n > z monitoring";

pub const SCALED: &str = "u user\n d dns \"www.foobar.com\"\n f firewall\n g firewall\n h firewall\n lb load_balancer\n c certificate in lb\n
    s server\n lc load_balancer in s\n w web_server in s\n m monitoring_client in s\n t server\n a app_server in t\n x app_files in t\n
    n monitoring_client in t\n o server\n q database in o\n k monitoring_client in o\n u > d dns\n u > f https\n f > lb https\n f > lc https\n
    lb > lc vrrp\n lb > w http\n lc > w http\n w > a http\n a > q mysql";
