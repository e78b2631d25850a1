<?php
// As much of SLiMS 9 as the plugin needs (lib/Plugins.php, lib/DB.php and lib/Opac.php), for php -S.

namespace SLiMS {
    class Plugins
    {
        public $menus = [];

        public static function getInstance()
        {
            static $instance;
            return $instance = $instance ?: new self();
        }

        public function registerMenu($module, $label, $path)
        {
            $this->menus[$module][strtolower(str_replace(' ', '_', $label))] = $path;
        }
    }

    class DB
    {
        public static function getInstance()
        {
            $db = new \PDO(getenv('SLIMS_DSN'), getenv('SLIMS_USER'), getenv('SLIMS_PASSWORD'));
            $db->query('SET NAMES utf8');  // as SLiMS does
            return $db;
        }
    }

    class Opac
    {
        public function load($path)
        {
            $opac = $this;
            ob_start();
            echo 'what SLiMS has written so far';
            include $path;
        }
    }
}

namespace {
    if (strpos($_SERVER['REQUEST_URI'], '/elsewhere') === 0) {
        header('Location: /index.php?' . $_SERVER['QUERY_STRING']);
        exit;
    }
    define('INDEX_AUTH', '1');
    session_start();
    if (!getenv('SLIMS_INACTIVE')) {
        require getenv('SLIMS_PLUGIN');
    }
    $menus = \SLiMS\Plugins::getInstance()->menus['opac'] ?? [];
    $asked = $_GET['p'] ?? '';
    if (isset($menus[$asked])) {
        (new \SLiMS\Opac())->load($menus[$asked]);
    }
    echo '<html>The catalogue of a library</html>';
}
